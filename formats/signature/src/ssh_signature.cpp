#include "kinds.h"
#include "wire.h"

#include <algorithm>

#include <botan/hash.h>

#include <breakglass/encoding/base64.h>
#include <breakglass/ground/check.h>
#include <breakglass/ground/hash.h>
#include <breakglass/signature/ssh_signature.h>

namespace breakglass::signature {

namespace {

constexpr std::size_t max_armor_bytes = 65536;
constexpr std::size_t max_namespace_bytes = 256;
constexpr std::string_view magic = "SSHSIG";
constexpr std::uint32_t version = 1;
constexpr std::uint8_t user_present = 0x01;  // PROTOCOL.u2f; other flags mean nothing here

Error malformed(const std::string& why) {
    return {ErrorKind::unverified, "SIGNATURE-MALFORMED", "the SSH signature is malformed: " + why,
            "sign again with `ssh-keygen -Y sign`"};
}

/// The Base64 between the armor lines, with its line ends taken out.
Result<std::string> armored_text(std::string_view text) {
    const auto strip_end = [&text] {
        if (text.ends_with("\r\n")) {
            text.remove_suffix(2);
        } else if (text.ends_with('\n')) {
            text.remove_suffix(1);
        }
    };
    strip_end();
    if (!text.starts_with(armor_begin)) return malformed("it does not begin with its armor line");
    text.remove_prefix(armor_begin.size());
    if (!text.ends_with(armor_end)) return malformed("it does not end with its armor line");
    text.remove_suffix(armor_end.size());
    if (text.empty() || (text.front() != '\n' && text.front() != '\r') || text.back() != '\n') {
        return malformed("an armor line holds more than its words");
    }
    std::string base64;
    base64.reserve(text.size());
    for (const char c : text) {
        if (c != '\n' && c != '\r') base64.push_back(c);
    }
    return base64;
}

Bytes hash_of(std::string_view name, ByteView message) {
    if (name == "sha256") {
        const Hash256 digest = sha256(message);
        return Bytes(digest.begin(), digest.end());
    }
    auto hash = Botan::HashFunction::create_or_throw("SHA-512");
    hash->update(message.data(), message.size());
    Bytes digest(hash->output_length());
    hash->final(digest.data());
    return digest;
}

/// PROTOCOL.sshsig, section 4: what is signed; the reserved string is empty.
Bytes bytes_to_sign(std::string_view name_space, std::string_view hash, ByteView message) {
    Bytes bytes;
    append(bytes, as_bytes(magic));
    append_string(bytes, as_bytes(name_space));
    append_string(bytes, {});
    append_string(bytes, as_bytes(hash));
    append_string(bytes, hash_of(hash, message));
    return bytes;
}

}  // namespace

Result<SshSignature> parse_signature(ByteView armored) {
    if (armored.size() > max_armor_bytes) return malformed("it is larger than 65536 bytes");
    const auto base64 = armored_text(as_text(armored));
    if (!base64) return base64.error();
    const auto blob = encoding::from_base64_padded(*base64);
    if (!blob) return malformed("it is not Base64");

    WireReader reader(*blob);
    const auto preamble = reader.raw(magic.size());
    if (!preamble || as_text(*preamble) != magic) return malformed("it does not say SSHSIG");
    const auto found_version = reader.number();
    if (!found_version || *found_version != version) return malformed("its version is not 1");
    const auto key_blob = reader.string();
    const auto name_space = reader.string();
    const auto reserved = reader.string();
    const auto hash = reader.string();
    const auto signature_blob = reader.string();
    if (!key_blob || !name_space || !reserved || !hash || !signature_blob) {
        return malformed("it is cut off");
    }
    if (!reader.at_end()) return malformed("bytes follow its last field");
    // PROTOCOL.sshsig, section 3: a verifier must refuse an empty namespace; reserved is ignored
    if (!is_wire_name(*name_space, max_namespace_bytes)) {
        return malformed("its namespace is not 1 to 256 printable characters");
    }
    if (!reserved->empty()) return malformed("its reserved field is in use");
    if (as_text(*hash) != "sha256" && as_text(*hash) != "sha512") {
        return malformed("its hash is neither sha256 nor sha512");
    }
    auto key = parse_key_blob(*key_blob);
    if (!key) return malformed(key.error().message);

    WireReader inner(*signature_blob);
    const auto kind = inner.string();
    const auto value = inner.string();
    if (!kind || !is_wire_name(*kind, 64) || !value) return malformed("its last field is cut off");
    SshSignature signature{std::move(*key), std::string(as_text(*name_space)),
                           std::string(as_text(*hash)), std::string(as_text(*kind)),
                           Bytes(value->begin(), value->end())};
    const Kind* known = find_kind(as_text(*kind));
    if (known != nullptr && known->security_key) {
        const auto flags = inner.raw(1);
        const auto counter = inner.number();
        if (!flags || !counter) return malformed("its flags or its counter are cut off");
        signature.flags = flags->front();
        signature.counter = *counter;
    }
    if (!inner.at_end()) return malformed("bytes follow the signature's value");
    return signature;
}

Result<Bytes> canonical_armor(ByteView armored) {
    if (const auto parsed = parse_signature(armored); !parsed) return parsed.error();
    const auto base64 = armored_text(as_text(armored));
    if (!base64) return base64.error();
    constexpr std::size_t line_length = 70;  // OpenSSH, sshbuf_dtob64
    std::string text(armor_begin);
    for (std::size_t at = 0; at < base64->size(); at += line_length) {
        text += "\n" + base64->substr(at, line_length);
    }
    text += "\n" + std::string(armor_end) + "\n";
    return Bytes(text.begin(), text.end());
}

Status verify(const SshSignature& signature, const PublicKey& signer, std::string_view name_space,
              ByteView message) {
    if (signature.name_space != name_space) {
        return Error{ErrorKind::unverified, "SIGNATURE-NAMESPACE",
                     "the signature is for \"" + signature.name_space + "\", not for \"" +
                         std::string(name_space) + "\"",
                     "sign with `ssh-keygen -Y sign -n " + std::string(name_space) + "`"};
    }
    // Before the keys are compared: a certificate never equals the key inside it, and says why.
    if (auto sound = check_key(signature.key); !sound) return sound;
    if (!(signature.key == signer)) {
        return Error{ErrorKind::unverified, "SIGNATURE-KEY",
                     "the signature was made by key " + fingerprint(signature.key) +
                         ", not by the expected key " + fingerprint(signer),
                     "sign with the key that the policy names"};
    }
    const Kind* kind = find_kind(signature.key.kind);
    check(kind != nullptr, "a sound key of an unknown kind");
    if (std::ranges::find(kind->algorithms, signature.kind) == kind->algorithms.end()) {
        std::string accepted;
        for (const std::string_view name : kind->algorithms)
            accepted += (accepted.empty() ? "" : " or ") + std::string(name);
        return Error{ErrorKind::unverified, "SIGNATURE-KIND",
                     "the signature is of kind \"" + signature.kind + "\", expected " + accepted +
                         " from a key of kind " + std::string(kind->name),
                     "sign again with `ssh-keygen -Y sign`"};
    }
    const Bytes signed_bytes = bytes_to_sign(name_space, signature.hash, message);
    WireReader fields(signature.key.blob);
    const bool proved = fields.string() && kind->proves(*kind, fields, signature, signed_bytes);
    if (!proved) {
        return Error{ErrorKind::unverified, "SIGNATURE-FORGED",
                     "the signature by key " + fingerprint(signer) + " does not match the text",
                     ""};
    }
    if (kind->security_key && (signature.flags & user_present) == 0) {
        return Error{ErrorKind::unverified, "SIGNATURE-PRESENCE",
                     "the token of key " + fingerprint(signer) +
                         " signed without seeing its user, expected a touch",
                     "sign with a key that asks for a touch: ssh-keygen -t ed25519-sk without "
                     "-O no-touch-required"};
    }
    return {};
}

}  // namespace breakglass::signature
