#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include <breakglass/age/file.h>
#include <breakglass/age/scrypt.h>
#include <breakglass/console/printable.h>
#include <breakglass/contribution/case_key.h>
#include <breakglass/disk/descriptor.h>
#include <breakglass/disk/new_file.h>
#include <breakglass/disk/read_file.h>

namespace breakglass::contribution {

namespace {

constexpr std::size_t max_key_file_bytes = 4096;

// scrypt makes guessing a person's passphrase dear. This one was drawn with 140 bits: nothing is
// gained, and a second of every request would be lost.
constexpr unsigned scrypt_work = 10;

Error damaged(const std::string& file, const std::string& what) {
    return {ErrorKind::unverified, "CONTRIBUTION-KEY",
            fmt::format("the case key {} {}", console::quoted(file), what),
            "take it from the desk that asked, or from a newer kit"};
}

Result<age::X25519Identity> identity_in(const SecretBytes& text, const std::string& file) {
    ByteView line = text.expose();
    if (!line.empty() && line.back() == '\n') line = line.first(line.size() - 1);
    auto identity = age::X25519Identity::parse(line);
    if (!identity) return damaged(file, "holds no age key");
    return identity;
}

}  // namespace

std::string case_key_file(const escrow::Directory& escrow, const std::string& case_name) {
    return (escrow.cases_dir() / (case_name + ".key")).string();
}

Result<NewCaseKey> make_case_key(const std::string& file, Randomness& randomness) {
    const auto identity = age::X25519Identity::generate(randomness);
    SecretBytes passphrase = draw_passphrase(randomness);
    const SecretBytes key = identity.text();
    SecretBytes text(key.size() + 1);
    *std::ranges::copy(key.expose(), text.expose_mut().begin()).out = '\n';

    const age::ScryptRecipient lock(passphrase.clone(), scrypt_work);
    const age::Recipient* const locks[] = {&lock};
    const auto locked = age::encrypt_secret(locks, text, randomness, {.armor = true});
    if (!locked) return locked.error();
    if (auto stored = disk::write_new_file(file, *locked); !stored)
        return std::move(stored).error();
    return NewCaseKey{.recipient = identity.recipient().text(),
                      .passphrase = std::move(passphrase)};
}

Result<age::X25519Identity> open_case_key(const std::string& file, const std::string& recipient,
                                          const SecretBytes& passphrase) {
    std::error_code fault;
    if (!std::filesystem::exists(file, fault) && !fault) {
        return Error{
            ErrorKind::not_met, "CONTRIBUTION-NO-KEY",
            fmt::format("the case's key is not here: there is no {}", console::quoted(file)),
            "copy it there, mode 0600, from the desk that asked or from its kit"};
    }
    const auto stored = disk::read_file(file, max_key_file_bytes);
    if (!stored) return stored.error();
    const age::ScryptIdentity lock(as_drawn(passphrase));
    const age::Identity* const locks[] = {&lock};
    const auto text = age::decrypt_secret(locks, *stored);
    if (!text && text.error().kind == ErrorKind::not_met) {
        return Error{ErrorKind::not_met, "CONTRIBUTION-PASSPHRASE",
                     "the passphrase does not match the case's key",
                     "it was shown once, when the case was asked for: seven groups of four"};
    }
    if (!text) return damaged(file, "is damaged: " + text.error().message);
    auto identity = identity_in(*text, file);
    if (!identity) return identity;
    if (identity->recipient().text() != recipient)
        return damaged(file, "is not the one that the request names");
    return identity;
}

Status forget_case_key(const escrow::Directory& escrow, const std::string& case_name) {
    const std::string file = case_key_file(escrow, case_name);
    std::error_code fault;
    std::filesystem::remove(file, fault);
    if (!fault) return {};
    return disk::system_error("cannot remove the case key", file, fault.value());
}

}  // namespace breakglass::contribution
