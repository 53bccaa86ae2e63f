#include "wrap.h"

#include <algorithm>

#include <fmt/format.h>
#include <sodium.h>

#include <breakglass/age/scrypt.h>
#include <breakglass/encoding/base64.h>
#include <breakglass/ground/check.h>

namespace breakglass::age {

namespace {

constexpr std::string_view type = "scrypt";
constexpr std::string_view label = "age-encryption.org/v1/scrypt";
constexpr std::size_t salt_bytes = 16;

Result<SecretBytes> wrap_key(const SecretBytes& passphrase, ByteView salt, unsigned work) {
    Bytes labelled(label.begin(), label.end());
    append(labelled, salt);
    SecretBytes key(32);
    static constexpr std::uint8_t no_words = 0;  // an empty passphrase has no address of its own
    const int done = crypto_pwhash_scryptsalsa208sha256_ll(
        passphrase.empty() ? &no_words : passphrase.expose().data(), passphrase.size(),
        labelled.data(), labelled.size(), std::uint64_t{1} << work, 8, 1, key.expose_mut().data(),
        key.size());
    if (done != 0) {
        return Error{ErrorKind::failed, "AGE-SCRYPT-MEMORY",
                     fmt::format("scrypt at work factor {} needs {} MiB of memory, which this "
                                 "machine does not have",
                                 work, (std::uint64_t{1024} << work) >> 20U),
                     ""};
    }
    return key;
}

/// A decimal number without sign or leading zero, at most the limit.
Result<unsigned> parse_work(const Stanza& stanza, std::string_view text) {
    const bool digits = !text.empty() && text[0] != '0' &&
                        std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
    if (!digits) return stanza_malformed(stanza, "its work factor is not a plain decimal number");
    unsigned work = 0;
    for (const char digit : text.substr(0, 3)) {
        work = work * 10 + static_cast<unsigned>(digit - '0');
    }
    if (work > scrypt_work_limit) {
        return Error{ErrorKind::unverified, "AGE-SCRYPT-WORK",
                     fmt::format("the passphrase's work factor is above {}: opening would take "
                                 "more than 4 GiB of memory",
                                 scrypt_work_limit),
                     ""};
    }
    return work;
}

}  // namespace

Status check_scrypt_alone(std::span<const Stanza> stanzas) {
    const bool any = std::ranges::any_of(stanzas, [](const Stanza& s) { return s.type == type; });
    if (!any || stanzas.size() == 1) return {};
    return Error{ErrorKind::unverified, "AGE-SCRYPT-NOT-ALONE",
                 "the age header names a passphrase beside other recipients, which age forbids",
                 ""};
}

ScryptRecipient::ScryptRecipient(SecretBytes passphrase, unsigned work)
    : passphrase_(std::move(passphrase)), work_(work) {
    check(work >= 1 && work <= scrypt_work_limit, "a scrypt work factor of 1 to 22");
}

Result<Stanza> ScryptRecipient::wrap(const SecretBytes& file_key, Randomness& randomness) const {
    std::array<std::uint8_t, salt_bytes> salt{};
    randomness.fill(salt);
    const auto key = wrap_key(passphrase_, salt, work_);
    if (!key) return key.error();
    return Stanza{std::string(type),
                  {encoding::to_base64(salt), fmt::format("{}", work_)},
                  seal_file_key(*key, file_key)};
}

ScryptIdentity::ScryptIdentity(SecretBytes passphrase) : passphrase_(std::move(passphrase)) {}

Result<std::optional<SecretBytes>> ScryptIdentity::unwrap(std::span<const Stanza> stanzas) const {
    if (const Status alone = check_scrypt_alone(stanzas); !alone) return alone.error();
    if (stanzas.empty() || stanzas[0].type != type) return std::optional<SecretBytes>();
    const Stanza& stanza = stanzas[0];
    if (const Status shape = check_shape(stanza, 2); !shape) return shape.error();
    const auto salt = encoding::from_base64(stanza.arguments[0]);
    if (!salt || salt->size() != salt_bytes) {
        return stanza_malformed(stanza, "its salt is not 16 bytes of base64");
    }
    const auto work = parse_work(stanza, stanza.arguments[1]);
    if (!work) return work.error();
    SecretBytes asked;
    if (ask_) {
        auto answer = ask_();
        if (!answer) return std::move(answer).error();
        asked = std::move(*answer);
    }
    const auto key = wrap_key(ask_ ? asked : passphrase_, *salt, *work);
    if (!key) return key.error();
    return open_file_key(*key, stanza.body);
}

}  // namespace breakglass::age
