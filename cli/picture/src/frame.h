#pragma once
// What the child answers: a list of secrets, or an error.
//   'k' or 'e', then fields, each a 32-bit little-endian length and its bytes, up to the end.
// The request for a page consists of such fields too.
// Fields of an error: the exit code as one byte, rule, message, hint.

#include <optional>
#include <span>
#include <vector>

#include <breakglass/ground/result.h>
#include <breakglass/ground/secret_bytes.h>

namespace breakglass::picture {

inline constexpr std::size_t max_answer_bytes = std::size_t{1} << 20U;
inline constexpr std::size_t max_answer_fields = 256;

/// Fields one behind the other.
SecretBytes join_fields(std::span<const ByteView> fields);

/// The fields, pointing into bytes; nothing when the bytes are not whole fields, or more than
/// max_answer_fields.
std::optional<std::vector<ByteView>> split_fields(ByteView bytes);

/// For the child alone: its memory is locked as a whole and gone with it.
Bytes encode_answer(const std::vector<SecretBytes>& secrets);
Bytes encode_answer(const Error& error);

/// Errors: the child's own; failed (PICTURE-CHILD) for anything but one whole answer.
Result<std::vector<SecretBytes>> decode_answer(ByteView answer);

}  // namespace breakglass::picture
