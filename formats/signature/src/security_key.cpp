// FIDO keys: the token signs a frame around the message, with what it saw of its user.
// Source: OpenSSH PROTOCOL.u2f, "SSH U2F Signatures".

#include "kinds.h"

#include <optional>

#include <breakglass/ground/hash.h>

namespace breakglass::signature {

namespace {

constexpr std::string_view curve_name = "nistp256";

/// The fields of both kinds: a point, and the application that the token made the key for.
struct Fields {
    bool ecdsa = false;
    ByteView point;
    ByteView application;
};

std::optional<Fields> read_fields(const Kind& kind, WireReader& key) {
    Fields fields;
    fields.ecdsa = kind.name.starts_with("sk-ecdsa-");
    if (fields.ecdsa) {
        const auto curve = key.string();
        if (!curve || as_text(*curve) != curve_name) return std::nullopt;
    }
    const auto point = key.string();
    const auto application = key.string();
    if (!point || !application || application->empty() || !key.at_end()) return std::nullopt;
    fields.point = *point;
    fields.application = *application;
    return fields;
}

}  // namespace

Status check_security_key(const Kind& kind, WireReader key) {
    const auto fields = read_fields(kind, key);
    if (!fields) return malformed_key(kind, "it is not a point, an application and nothing more");
    if (fields->ecdsa ? !is_curve_point(curve_name, fields->point) : fields->point.size() != 32) {
        return malformed_key(kind, fields->ecdsa ? "it holds no uncompressed point of nistp256"
                                                 : "its point is not 32 bytes");
    }
    return {};
}

bool security_key_proves(const Kind& kind, WireReader key, const SshSignature& signature,
                         ByteView signed_bytes) {
    const auto fields = read_fields(kind, key);
    if (!fields) return false;
    Bytes frame;
    append(frame, sha256(fields->application));
    frame.push_back(signature.flags);
    append_number(frame, signature.counter);
    append(frame, sha256(signed_bytes));
    return fields->ecdsa ? ecdsa_matches(curve_name, fields->point, signature.value, frame)
                         : ed25519_matches(fields->point, signature.value, frame);
}

}  // namespace breakglass::signature
