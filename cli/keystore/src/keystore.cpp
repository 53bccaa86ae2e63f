#include <algorithm>

#include <fmt/format.h>

#include <breakglass/age/file.h>
#include <breakglass/age/recipient.h>
#include <breakglass/console/printable.h>
#include <breakglass/disk/new_file.h>
#include <breakglass/disk/read_file.h>
#include <breakglass/keystore/keystore.h>

namespace breakglass::keystore {

namespace {

constexpr std::size_t longest_file = 65536;
constexpr std::string_view secret_key_prefix = "AGE-SECRET-KEY-1";

// What age-keygen writes, so that the file is one that people of age know.
SecretBytes identity_file(const age::X25519Identity& identity, std::string_view created_at) {
    const std::string comments =
        fmt::format("# created: {}\n# public key: {}\n", created_at, identity.recipient().text());
    const SecretBytes key = identity.text();
    SecretBytes file(comments.size() + key.size() + 1);
    auto end = std::ranges::copy(as_bytes(comments), file.expose_mut().begin()).out;
    end = std::ranges::copy(key.expose(), end).out;
    *end = '\n';
    return file;
}

Error damaged(const std::filesystem::path& file, const char* what) {
    return {ErrorKind::unverified, "KEYSTORE-DAMAGED",
            fmt::format("keystore {} {}", console::quoted(file.string()), what),
            "take it from a backup of the keystore; without it, the cards recover"};
}

// The one key of an identity file; comments and empty lines are passed over.
Result<age::X25519Identity> read_identity(const SecretBytes& text,
                                          const std::filesystem::path& file) {
    std::optional<age::X25519Identity> found;
    std::size_t start = 0;
    while (start < text.size()) {
        const ByteView rest = text.expose().subspan(start);
        const auto length =
            static_cast<std::size_t>(std::ranges::find(rest, std::uint8_t{'\n'}) - rest.begin());
        start += length + 1;
        ByteView line = rest.first(length);
        if (!line.empty() && line.back() == '\r') line = line.first(length - 1);
        if (line.empty() || line.front() == '#') continue;
        if (found || !as_text(line).starts_with(secret_key_prefix)) {
            return damaged(file, "does not hold exactly one age key");
        }
        auto identity = age::X25519Identity::parse(line);
        if (!identity) return damaged(file, "holds a key that is misspelt");
        found.emplace(*std::move(identity));
    }
    if (!found) return damaged(file, "holds no age key");
    return *std::move(found);
}

Result<Bytes> lock_away(const SecretBytes& text, const Protection& protection,
                        Randomness& randomness) {
    check(protection.passphrase.empty() != protection.recipient.empty(),
          "a keystore is kept under a passphrase or a recipient, exactly one");
    if (!protection.recipient.empty()) {
        auto recipient = age::parse_recipient(protection.recipient);
        if (!recipient) return std::move(recipient).error();
        const age::Recipient* const keepers[] = {recipient->get()};
        return age::encrypt_secret(keepers, text, randomness);
    }
    const age::ScryptRecipient passphrase(protection.passphrase.clone());
    const age::Recipient* const keepers[] = {&passphrase};
    auto file = age::encrypt_secret(keepers, text, randomness);
    if (!file) return file;
    // Proven to open before anything is sealed to the key.
    const age::ScryptIdentity again(protection.passphrase.clone());
    const age::Identity* const openers[] = {&again};
    auto opened = age::decrypt_secret(openers, *file);
    if (!opened) return with_context(std::move(opened).error(), "the new keystore");
    check(equal_constant_time(*opened, text), "a keystore that does not hold what went in");
    return file;
}

}  // namespace

Result<std::string> create(std::string_view uri, const Protection& protection,
                           std::string_view created_at, Randomness& randomness) {
    auto path = file_of(uri);
    if (!path) return std::move(path).error();
    // First of all: a name that is taken is told before a key is made.
    auto file = disk::NewFile::create(path->string());
    if (!file) return std::move(file).error();
    const auto identity = age::X25519Identity::generate(randomness);
    auto locked = lock_away(identity_file(identity, created_at), protection, randomness);
    if (!locked) return std::move(locked).error();
    Status written = file->write(*locked);
    if (written) written = file->publish();
    if (!written) return std::move(written).error();
    return identity.recipient().text();
}

Result<age::X25519Identity> open(std::string_view uri, std::string_view expected_recipient,
                                 const Unlocking& unlocking) {
    auto path = file_of(uri);
    if (!path) return std::move(path).error();
    std::error_code fault;
    if (!std::filesystem::exists(*path, fault) && !fault) {
        return Error{ErrorKind::failed, "KEYSTORE-MISSING",
                     fmt::format("there is no keystore {}", console::quoted(path->string())),
                     "is its disk mounted? without the KEK, the cards recover"};
    }
    auto file = disk::read_file(path->string(), longest_file);
    if (!file) return std::move(file).error();

    const age::ScryptIdentity passphrase(unlocking.passphrase);
    std::vector<const age::Identity*> openers = unlocking.identities;
    if (unlocking.passphrase) openers.push_back(&passphrase);
    auto text = age::decrypt_secret(openers, *file);
    if (!text) {
        if (text.error().rule == "AGE-NO-MATCH" || text.error().rule == "AGE-PASSPHRASE") {
            return Error{ErrorKind::not_met, "KEYSTORE-NO-MATCH",
                         fmt::format("keystore {} does not open: passphrase or identity does not "
                                     "match",
                                     console::quoted(path->string())),
                         "give --passphrase-file FILE, or --identity FILE for the key it is "
                         "kept under"};
        }
        return with_context(std::move(text).error(), "keystore " + console::quoted(path->string()));
    }
    auto identity = read_identity(*text, *path);
    if (!identity) return identity;
    const std::string found = identity->recipient().text();
    if (found != expected_recipient) {
        return Error{ErrorKind::unverified, "KEK-MISMATCH",
                     fmt::format("keystore {} holds the key {}, the catalog expects {}",
                                 console::quoted(path->string()), found,
                                 console::printable(expected_recipient)),
                     "was the file replaced? take the right one from a backup of the keystore"};
    }
    return identity;
}

}  // namespace breakglass::keystore
