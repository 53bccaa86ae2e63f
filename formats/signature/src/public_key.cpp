#include "kinds.h"
#include "wire.h"

#include <breakglass/encoding/base64.h>
#include <breakglass/ground/check.h>
#include <breakglass/ground/hash.h>
#include <breakglass/signature/public_key.h>

namespace breakglass::signature {

namespace {

constexpr std::size_t max_line_bytes = 16384;  // RSA keys of 16,384 bits take 2,800
constexpr std::size_t max_kind_bytes = 64;     // RFC 4251, section 6
constexpr std::string_view certificate_end = "-cert-v01@openssh.com";  // PROTOCOL.certkeys

Error bad_line(const std::string& why) {
    return {ErrorKind::usage, "SIGNATURE-KEY", "this is not an SSH public key: " + why,
            "give the line of a .pub file, such as \"ssh-ed25519 AAAA...\""};
}

}  // namespace

Result<PublicKey> parse_key_blob(ByteView blob) {
    const auto refuse = [](const std::string& why) {
        return Error{ErrorKind::unverified, "SIGNATURE-KEY",
                     "the SSH public key is malformed: " + why, ""};
    };
    WireReader reader(blob);
    const auto kind = reader.string();
    if (!kind || !is_wire_name(*kind, max_kind_bytes)) return refuse("it does not name its kind");
    PublicKey key{std::string(as_text(*kind)), Bytes(blob.begin(), blob.end()), {}};
    if (reader.at_end()) return refuse("it holds no key");
    if (const Kind* known = find_kind(key.kind)) {
        auto sound = known->check_key(*known, reader);
        if (!sound && sound.error().rule == "SIGNATURE-KEY") return std::move(sound).error();
    }
    return key;
}

Result<PublicKey> parse_public_key(std::string_view line) {
    if (line.size() > max_line_bytes) return bad_line("it is longer than 16384 bytes");
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r'))
        line.remove_suffix(1);
    if (line.find_first_of(std::string_view("\n\r\0", 3)) != std::string_view::npos) {
        return bad_line("it has more than one line");
    }
    const std::size_t kind_end = line.find(' ');
    if (kind_end == std::string_view::npos) return bad_line("it has no second word");
    const std::string_view kind = line.substr(0, kind_end);
    std::string_view rest = line.substr(kind_end + 1);
    const std::size_t blob_end = rest.find(' ');
    const auto blob = encoding::from_base64_padded(rest.substr(0, blob_end));
    if (!blob || blob->empty()) return bad_line("its second word is not Base64");
    auto key = parse_key_blob(*blob);
    if (!key) return bad_line(key.error().message);
    if (key->kind != kind) {
        return bad_line("its first word is not the \"" + key->kind + "\" its key names");
    }
    if (blob_end != std::string_view::npos) key->comment = std::string(rest.substr(blob_end + 1));
    return key;
}

Status check_key(const PublicKey& key) {
    if (key.kind.ends_with(certificate_end)) {
        return Error{ErrorKind::unverified, "SIGNATURE-CERTIFICATE",
                     "\"" + key.kind +
                         "\" is a certificate, expected the plain key: who signed "
                         "says the policy, not a certification authority",
                     "use the plain .pub file, without -cert"};
    }
    const Kind* kind = find_kind(key.kind);
    if (kind == nullptr) {
        return Error{ErrorKind::unverified, "SIGNATURE-KIND",
                     "keys of kind \"" + key.kind + "\" are not accepted, only " + known_kinds(),
                     "make a new key: ssh-keygen -t ed25519"};
    }
    WireReader fields(key.blob);
    const auto named = fields.string();
    check(named && as_text(*named) == key.kind, "a public key whose blob names another kind");
    return kind->check_key(*kind, fields);
}

std::string to_text(const PublicKey& key) {
    return key.kind + " " + encoding::to_base64_padded(key.blob);
}

std::string fingerprint(const PublicKey& key) {
    std::string digest = encoding::to_base64_padded(sha256(key.blob));
    digest.pop_back();  // ssh-keygen shows it without padding
    return "SHA256:" + digest;
}

}  // namespace breakglass::signature
