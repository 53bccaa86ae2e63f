#include "description_box.h"

#include "description.pb.h"

#include <algorithm>

#include <sodium.h>

#include <breakglass/ground/kdf.h>

namespace breakglass::sealed {

namespace {

constexpr std::size_t length_bytes = 2;
// the key serves one message, so the nonce may be a constant
constexpr unsigned char nonce[crypto_aead_chacha20poly1305_ietf_NPUBBYTES] = {};

SecretBytes description_key(const SecretBytes& dek, const BackupId& id) {
    return hkdf_sha256(dek, id, "breakglass/v1/description",
                       crypto_aead_chacha20poly1305_ietf_KEYBYTES);
}

std::string encode(const Description& description) {
    stored::Description message;
    message.set_label(description.label);
    message.set_surface(static_cast<std::uint32_t>(description.surface));
    message.set_kind(static_cast<std::uint32_t>(description.kind));
    message.set_source(description.source);
    message.set_time(description.time);
    return message.SerializeAsString();
}

Error refuse(const std::string& why) {
    return {ErrorKind::unverified, "BACKUP-DESCRIPTION", "the backup's description " + why, ""};
}

Result<Description> decode(std::string_view bytes) {
    stored::Description message;
    if (!message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
        return refuse("is malformed");
    }
    Description description;
    description.label = message.label();
    // a number this version does not know is refused by the check below
    description.surface = static_cast<Surface>(message.surface());
    description.kind = static_cast<Kind>(message.kind());
    description.source = message.source();
    description.time = message.time();
    if (auto sound = check_description(description); !sound) {
        return refuse("breaks a rule: " + sound.error().message);
    }
    // one spelling per value: no unknown or repeated fields, no stretched numbers
    if (encode(description) != bytes) return refuse("is malformed");
    return description;
}

}  // namespace

Bytes seal_description(const Description& description, const SecretBytes& dek, const BackupId& id) {
    const std::string message = encode(description);
    check(message.size() <= padded_description_bytes - length_bytes,
          "a checked description fits its padding");
    Bytes padded(padded_description_bytes);
    padded[0] = static_cast<std::uint8_t>(message.size() >> 8U);
    padded[1] = static_cast<std::uint8_t>(message.size() & 0xffU);
    std::ranges::copy(message, padded.begin() + length_bytes);
    Bytes box(description_box_bytes);
    const SecretBytes key = description_key(dek, id);
    crypto_aead_chacha20poly1305_ietf_encrypt(box.data(), nullptr, padded.data(), padded.size(),
                                              nullptr, 0, nullptr, nonce, key.expose().data());
    return box;
}

Result<Description> open_description_box(ByteView box, const SecretBytes& dek, const BackupId& id) {
    check(box.size() == description_box_bytes, "a description box has 1,040 bytes");
    const SecretBytes key = description_key(dek, id);
    Bytes padded(padded_description_bytes);
    if (crypto_aead_chacha20poly1305_ietf_decrypt(padded.data(), nullptr, nullptr, box.data(),
                                                  box.size(), nullptr, 0, nonce,
                                                  key.expose().data()) != 0) {
        return refuse("does not decrypt with this backup's key and id");
    }
    const std::size_t size = static_cast<std::size_t>(padded[0]) << 8U | padded[1];
    if (size > padded.size() - length_bytes) return refuse("claims more bytes than it has");
    const ByteView message = ByteView(padded).subspan(length_bytes, size);
    const ByteView padding = ByteView(padded).subspan(length_bytes + size);
    if (std::ranges::any_of(padding, [](std::uint8_t byte) { return byte != 0; })) {
        return refuse("is padded with something else than zeros");
    }
    return decode(as_text(message));
}

}  // namespace breakglass::sealed
