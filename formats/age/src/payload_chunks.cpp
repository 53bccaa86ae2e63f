#include "payload_chunks.h"

#include <algorithm>

#include <fmt/format.h>

#include <breakglass/age/stanza.h>
#include <breakglass/ground/check.h>
#include <breakglass/ground/kdf.h>

namespace breakglass::age {

namespace {

Error refused(const char* rule, std::uint64_t chunk, const char* what) {
    return {ErrorKind::unverified, rule, fmt::format("payload chunk {} {}", chunk, what), ""};
}

/// How a chunk stood in its payload when it was sealed.
enum class Sealed { as_last, before_others, not_at_all };

Sealed try_open(PayloadCipher& cipher, std::uint64_t chunk, bool last, ByteView in,
                std::uint8_t* out) {
    if (cipher.open(chunk, last, in, out)) return last ? Sealed::as_last : Sealed::before_others;
    // Only a whole chunk can have stood elsewhere.
    if (in.size() != sealed_chunk_bytes) return Sealed::not_at_all;
    if (cipher.open(chunk, !last, in, out)) return last ? Sealed::before_others : Sealed::as_last;
    return Sealed::not_at_all;
}

}  // namespace

ChunkRun seal_chunks(PayloadCipher& cipher, std::uint64_t first, ByteView in, bool ends,
                     std::span<std::uint8_t> out) {
    std::size_t done = 0;
    std::size_t at = 0;
    // An empty payload is one empty last chunk; no other chunk is empty.
    do {
        const ByteView chunk = in.subspan(at, std::min(chunk_bytes, in.size() - at));
        at += chunk.size();
        const bool last = ends && at == in.size();
        check(last || chunk.size() == chunk_bytes, "a chunk before others is whole");
        check(out.size() - done >= chunk.size() + tag_bytes, "room for a sealed chunk");
        cipher.seal(first++, last, chunk, out.data() + done);
        done += chunk.size() + tag_bytes;
    } while (at < in.size());
    return {done, std::nullopt};
}

ChunkRun open_chunks(PayloadCipher& cipher, std::uint64_t first, ByteView in, bool ends,
                     std::span<std::uint8_t> out) {
    check(out.size() >= in.size(), "room for the opened chunks");
    ChunkRun run;
    if (in.empty()) {
        check(ends && first == 0, "chunks to open");
        run.error = refused("AGE-PAYLOAD-TRUNCATED", 0, "is missing");
        return run;
    }
    for (std::size_t at = 0; at < in.size(); ++first) {
        const ByteView chunk = in.subspan(at, std::min(sealed_chunk_bytes, in.size() - at));
        at += chunk.size();
        const bool last = ends && at == in.size();
        if (chunk.size() < tag_bytes) {
            run.error = refused("AGE-PAYLOAD-TRUNCATED", first, "is cut short");
            return run;
        }
        if (chunk.size() == tag_bytes && first > 0) {
            run.error = refused("AGE-PAYLOAD-EMPTY-CHUNK", first,
                                "is empty, which only the single chunk of an empty file may be");
            return run;
        }
        const Sealed sealed = try_open(cipher, first, last, chunk, out.data() + run.bytes);
        if (sealed == Sealed::not_at_all) {
            run.error =
                refused("AGE-PAYLOAD-FORGED", first, "does not verify: changed or cut short");
            return run;
        }
        run.bytes += chunk.size() - tag_bytes;
        if (last && sealed == Sealed::before_others) {
            run.error =
                refused("AGE-PAYLOAD-TRUNCATED", first, "is not the last, but nothing follows it");
            return run;
        }
        if (!last && sealed == Sealed::as_last) {
            run.error =
                refused("AGE-PAYLOAD-TRAILING", first, "is the last, but something follows it");
            return run;
        }
    }
    return run;
}

SecretBytes payload_key(const SecretBytes& file_key, const PayloadNonce& nonce) {
    check(file_key.size() == file_key_bytes, "a file key of 16 bytes");
    return hkdf_sha256(file_key, nonce, "payload");
}

std::uint64_t sealed_payload_size(std::uint64_t plaintext_bytes) {
    const std::uint64_t chunks = plaintext_bytes == 0 ? 1 : (plaintext_bytes - 1) / chunk_bytes + 1;
    return plaintext_bytes + chunks * tag_bytes;
}

}  // namespace breakglass::age
