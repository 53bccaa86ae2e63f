#pragma once
// Runs of chunks in memory, sealed and opened; who reads, writes and shares the work is elsewhere.

#include "payload_cipher.h"

#include <optional>

#include <breakglass/age/payload.h>

namespace breakglass::age {

inline constexpr std::size_t sealed_chunk_bytes = chunk_bytes + tag_bytes;

/// What came of a run: bytes of out that may go on, and the error that stops after them.
struct ChunkRun {
    std::size_t bytes = 0;
    std::optional<Error> error;
};

/// in: whole chunks, but for the last one when in ends the payload. first: the number of in's
/// first chunk. out: sealed_payload_size(in.size()) bytes.
ChunkRun seal_chunks(PayloadCipher& cipher, std::uint64_t first, ByteView in, bool ends,
                     std::span<std::uint8_t> out);

/// The reverse. out: in.size() bytes are always enough; bytes past the returned count are
/// unverified and must not be looked at.
ChunkRun open_chunks(PayloadCipher& cipher, std::uint64_t first, ByteView in, bool ends,
                     std::span<std::uint8_t> out);

/// The key of a payload; file_key: 16 bytes.
SecretBytes payload_key(const SecretBytes& file_key, const PayloadNonce& nonce);

}  // namespace breakglass::age
