#pragma once
// SSH's wire form, written by hand: for what no ssh-keygen would make.

#include <string>
#include <string_view>

#include <breakglass/encoding/base64.h>
#include <breakglass/ground/bytes.h>
#include <breakglass/ground/hash.h>
#include <breakglass/signature/ssh_signature.h>

namespace breakglass::testing {

inline Bytes number(std::uint32_t value) {
    Bytes bytes;
    for (const unsigned shift : {24U, 16U, 8U, 0U})
        bytes.push_back(static_cast<std::uint8_t>(value >> shift & 0xffU));
    return bytes;
}

inline Bytes string(ByteView content) {
    Bytes bytes = number(static_cast<std::uint32_t>(content.size()));
    append(bytes, content);
    return bytes;
}
inline Bytes string(std::string_view text) {
    return string(as_bytes(text));
}

/// RFC 4251, 5: no zero in front but the one that keeps the number positive.
inline Bytes mpint(ByteView magnitude) {
    while (!magnitude.empty() && magnitude.front() == 0)
        magnitude = magnitude.subspan(1);
    Bytes bytes;
    if (!magnitude.empty() && (magnitude.front() & 0x80U) != 0) bytes.push_back(0);
    append(bytes, magnitude);
    return string(bytes);
}

inline Bytes joined(std::initializer_list<Bytes> parts) {
    Bytes whole;
    for (const Bytes& part : parts)
        append(whole, part);
    return whole;
}

inline std::string armored(ByteView blob) {
    const std::string base64 = encoding::to_base64_padded(blob);
    std::string text(signature::armor_begin);
    for (std::size_t at = 0; at < base64.size(); at += 70)
        text += "\n" + base64.substr(at, 70);
    return text + "\n" + std::string(signature::armor_end) + "\n";
}

/// What is inside the armor.
inline Bytes blob_of(std::string_view armor) {
    armor.remove_prefix(signature::armor_begin.size());
    armor = armor.substr(0, armor.find('-'));
    std::string base64;
    for (const char c : armor) {
        if (c != '\n') base64.push_back(c);
    }
    return encoding::from_base64_padded(base64).value();
}

inline const std::string message = "a statement\n";

/// PROTOCOL.sshsig, 4, over a text, with SHA-256.
inline Bytes bytes_to_sign(std::string_view text = message) {
    Bytes bytes;
    append(bytes, as_bytes("SSHSIG"));
    for (const Bytes& part :
         {string("breakglass.test"), string(""), string("sha256"), string(sha256(as_bytes(text)))})
        append(bytes, part);
    return bytes;
}

/// PROTOCOL.sshsig, 2; signature: kind, value and whatever the kind has more.
inline std::string sshsig(ByteView key_blob, ByteView signature) {
    Bytes blob;
    append(blob, as_bytes("SSHSIG"));
    for (const Bytes& part : {number(1), string(key_blob), string("breakglass.test"), string(""),
                              string("sha256"), string(signature)})
        append(blob, part);
    return armored(blob);
}

}  // namespace breakglass::testing
