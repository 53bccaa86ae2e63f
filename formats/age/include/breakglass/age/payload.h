#pragma once
// The payload of an age v1 file: a 16-byte nonce, then STREAM chunks of 64 KiB, sealed and opened
// by several threads in constant memory.
// Source: C2SP age specification, "Payload".

#include <array>
#include <cstdint>

#include <breakglass/ground/result.h>
#include <breakglass/ground/secret_bytes.h>
#include <breakglass/ground/stream.h>

namespace breakglass::age {

using PayloadNonce = std::array<std::uint8_t, 16>;
inline constexpr std::size_t chunk_bytes = 65536;

struct PayloadOptions {
    unsigned threads = 0;  // 0: one per processor, at most 16; 1: none but the caller
};

// Source and sink are used by the calling thread alone, whatever the number of threads. Memory:
// about 1 MiB a thread and 2 MiB more.

/// Seals everything source holds; writes the chunks (not the nonce). Returns plaintext bytes read.
Result<std::uint64_t> seal_payload(const SecretBytes& file_key, const PayloadNonce& nonce,
                                   ByteSource& source, ByteSink& sink, PayloadOptions options = {});

/// Opens the chunks after the nonce, up to the end of source. A chunk reaches sink only once it
/// verified, in order. Returns plaintext bytes written.
/// Errors: unverified (AGE-PAYLOAD-FORGED, AGE-PAYLOAD-TRUNCATED, AGE-PAYLOAD-EMPTY-CHUNK,
/// AGE-PAYLOAD-TRAILING).
Result<std::uint64_t> open_payload(const SecretBytes& file_key, const PayloadNonce& nonce,
                                   ByteSource& source, ByteSink& sink, PayloadOptions options = {});

/// Bytes of the sealed chunks of a plaintext (without the nonce).
std::uint64_t sealed_payload_size(std::uint64_t plaintext_bytes);

}  // namespace breakglass::age
