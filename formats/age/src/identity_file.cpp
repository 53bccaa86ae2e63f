#include <fmt/format.h>

#include <breakglass/age/file.h>
#include <breakglass/age/identity_file.h>
#include <breakglass/age/ssh.h>
#include <breakglass/age/x25519.h>

namespace breakglass::age {

namespace {

constexpr std::size_t max_file_bytes = std::size_t{1} << 20U;

Error unknown(const std::string& what) {
    return {ErrorKind::usage, "AGE-IDENTITY-UNKNOWN", what, ""};
}

Result<SecretBytes> nobody_to_ask() {
    return Error{ErrorKind::not_met, "AGE-PASSPHRASE",
                 "the identity file is locked with a passphrase, and none was given", ""};
}

Result<Identities> parse_lines(ByteView file) {
    Identities identities;
    std::size_t number = 0;
    ByteView rest = file;
    while (!rest.empty()) {
        const std::size_t end = as_text(rest).find('\n');
        ByteView line = rest.first(end == std::string_view::npos ? rest.size() : end);
        rest = rest.subspan(end == std::string_view::npos ? rest.size() : end + 1);
        ++number;
        if (!line.empty() && line.back() == '\r') line = line.first(line.size() - 1);
        if (line.empty() || line.front() == '#') continue;
        auto identity = X25519Identity::parse(line);
        if (!identity) {
            return unknown(
                fmt::format("line {} of the identity file is neither a comment nor an "
                            "AGE-SECRET-KEY-1... that was copied exactly",
                            number));
        }
        identities.push_back(std::make_unique<X25519Identity>(std::move(*identity)));
    }
    if (identities.empty()) return unknown("the identity file holds no identity");
    return identities;
}

Result<Identities> parse_locked(ByteView file, const AskPassphrase& passphrase) {
    const ScryptIdentity identity(passphrase);
    const Identity* const identities[] = {&identity};
    auto plain = decrypt_secret(identities, file);
    if (!plain && plain.error().rule == "AGE-NO-MATCH") {
        return Error{ErrorKind::not_met, "AGE-PASSPHRASE",
                     "the passphrase of the identity file does not match", ""};
    }
    if (!plain) return with_context(std::move(plain).error(), "identity file");
    return parse_lines(plain->expose());
}

}  // namespace

Result<Identities> parse_identities(ByteView file, const AskPassphrase& passphrase) {
    if (file.size() > max_file_bytes) return unknown("the identity file is larger than 1 MiB");
    const AskPassphrase ask = passphrase ? passphrase : nobody_to_ask;
    const std::string_view text = as_text(file);
    if (text.starts_with("-----BEGIN OPENSSH PRIVATE KEY-----")) {
        auto identity = SshIdentity::parse(file, ask);
        if (!identity) return std::move(identity).error();
        Identities identities;
        identities.push_back(std::make_unique<SshIdentity>(std::move(*identity)));
        return identities;
    }
    if (text.starts_with("age-encryption.org/") ||
        text.starts_with("-----BEGIN AGE ENCRYPTED FILE-----")) {
        return parse_locked(file, ask);
    }
    if (text.starts_with("-----BEGIN ")) {
        return Error{ErrorKind::usage, "AGE-SSH-KEY-KIND",
                     "the identity file is a PEM file of another kind than an OpenSSH private key",
                     "ssh-keygen -p -f KEY-FILE rewrites an old SSH key in OpenSSH's own form"};
    }
    return parse_lines(file);
}

}  // namespace breakglass::age
