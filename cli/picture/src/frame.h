#pragma once
// What the child answers: a list of secrets, or an error.
//   'k' or 'e', then fields, each a 32-bit little-endian length and its bytes, up to the end.
// Fields of an error: the exit code as one byte, rule, message, hint.

#include <vector>

#include <breakglass/ground/result.h>
#include <breakglass/ground/secret_bytes.h>

namespace breakglass::picture {

inline constexpr std::size_t max_answer_bytes = std::size_t{1} << 20U;
inline constexpr std::size_t max_answer_fields = 256;

/// For the child alone: its memory is locked as a whole and gone with it.
Bytes encode_answer(const std::vector<SecretBytes>& secrets);
Bytes encode_answer(const Error& error);

/// Errors: the child's own; failed (PICTURE-CHILD) for anything but one whole answer.
Result<std::vector<SecretBytes>> decode_answer(ByteView answer);

}  // namespace breakglass::picture
