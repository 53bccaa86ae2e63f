// Age files in memory whose plaintext is a secret: it goes from locked memory into the cipher and
// back, never through a buffer.

#include "file_parts.h"
#include "payload_chunks.h"

#include <algorithm>

#include <breakglass/age/armor.h>

namespace breakglass::age {

namespace {

Error too_large() {
    return {ErrorKind::usage, "AGE-SECRET-TOO-LARGE", "the secret is larger than 1 MiB", ""};
}

Result<Bytes> armored(const Bytes& binary) {
    MemorySink text;
    ArmorSink armor(text);
    if (const Status written = armor.write(binary); !written) return written.error();
    if (const Status finished = armor.finish(); !finished) return finished.error();
    return text.bytes();
}

/// The binary inside an armoured file; a binary one as it is.
Result<Bytes> without_armor(ByteView file) {
    if (!begins_as_armor(file)) return Bytes(file.begin(), file.end());
    MemorySource text(file);
    ArmorSource armor(text);
    Bytes binary(file.size());
    const auto got = read_fully(armor, binary);
    if (!got) return got.error();
    binary.resize(*got);
    return binary;
}

}  // namespace

Result<Bytes> encrypt_secret(std::span<const Recipient* const> recipients,
                             const SecretBytes& plaintext, Randomness& randomness,
                             const EncryptOptions& options) {
    if (plaintext.size() > max_secret_bytes) return too_large();
    const SecretBytes file_key = random_secret(file_key_bytes, randomness);
    auto file = make_header(recipients, file_key, randomness);
    if (!file) return std::move(file).error();
    PayloadNonce nonce{};
    randomness.fill(nonce);
    append(*file, nonce);
    const std::size_t begin = file->size();
    file->resize(begin + sealed_payload_size(plaintext.size()));
    PayloadCipher cipher(payload_key(file_key, nonce), PayloadCipher::Direction::seal);
    (void)seal_chunks(cipher, 0, plaintext.expose(), true, std::span(*file).subspan(begin));
    return options.armor ? armored(*file) : std::move(file);
}

Result<SecretBytes> decrypt_secret(std::span<const Identity* const> identities, ByteView file) {
    const auto binary = without_armor(file);
    if (!binary) return binary.error();
    const auto header = parse_header(*binary);
    if (!header) return header.error();
    const auto file_key = unwrap_file_key(*header, identities);
    if (!file_key) return file_key.error();
    ByteView rest = ByteView(*binary).subspan(header->stored.size());
    PayloadNonce nonce{};
    if (rest.size() < nonce.size()) return nonce_missing();
    std::copy_n(rest.begin(), nonce.size(), nonce.begin());
    rest = rest.subspan(nonce.size());
    if (rest.size() > sealed_payload_size(max_secret_bytes)) return too_large();
    PayloadCipher cipher(payload_key(*file_key, nonce), PayloadCipher::Direction::open);
    SecretBytes plaintext(rest.size());
    ChunkRun run = open_chunks(cipher, 0, rest, true, plaintext.expose_mut());
    if (run.error) return std::move(*run.error);
    plaintext.shrink(run.bytes);
    return plaintext;
}

}  // namespace breakglass::age
