#include "kinds.h"

#include <algorithm>
#include <array>

namespace breakglass::signature {

namespace {

// A key's signatures carry its own name, but for RSA, whose name says SHA-1 (RFC 8332, 3).
constexpr std::array<std::string_view, 6> names = {
    "ssh-ed25519",         "ecdsa-sha2-nistp256",        "ecdsa-sha2-nistp384",
    "ecdsa-sha2-nistp521", "sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com"};
constexpr std::array<std::string_view, 2> rsa_algorithms = {"rsa-sha2-512", "rsa-sha2-256"};

constexpr std::span<const std::string_view> own_name(std::size_t number) {
    return std::span(names).subspan(number, 1);
}

constexpr std::array<Kind, 7> kinds = {{
    {names[0], own_name(0), false, check_ed25519, ed25519_proves},
    {names[1], own_name(1), false, check_ecdsa, ecdsa_proves},
    {names[2], own_name(2), false, check_ecdsa, ecdsa_proves},
    {names[3], own_name(3), false, check_ecdsa, ecdsa_proves},
    {"ssh-rsa", rsa_algorithms, false, check_rsa, rsa_proves},
    {names[4], own_name(4), true, check_security_key, security_key_proves},
    {names[5], own_name(5), true, check_security_key, security_key_proves},
}};

}  // namespace

const Kind* find_kind(std::string_view name) {
    const auto* const found =
        std::ranges::find_if(kinds, [name](const Kind& kind) { return kind.name == name; });
    return found == kinds.end() ? nullptr : found;
}

std::string known_kinds() {
    std::string text;
    for (const Kind& kind : kinds)
        text += (text.empty() ? "" : ", ") + std::string(kind.name);
    return text;
}

Error malformed_key(const Kind& kind, const std::string& why) {
    return {ErrorKind::unverified, "SIGNATURE-KEY",
            "the " + std::string(kind.name) + " key is malformed: " + why, ""};
}

}  // namespace breakglass::signature
