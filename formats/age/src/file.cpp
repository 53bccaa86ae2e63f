#include "file_parts.h"

#include <algorithm>

#include <breakglass/age/armor.h>
#include <breakglass/age/file.h>
#include <breakglass/age/scrypt.h>
#include <breakglass/ground/check.h>

namespace breakglass::age {

namespace {

constexpr std::size_t max_white_space = 1024;

/// A source with bytes put back in front of it.
class PutBackSource final : public ByteSource {
  public:
    PutBackSource(Bytes front, ByteSource& rest) : front_(std::move(front)), rest_(rest) {}
    Result<std::size_t> read(std::span<std::uint8_t> into) override {
        if (used_ == front_.size()) return rest_.read(into);
        const std::size_t count = std::min(into.size(), front_.size() - used_);
        std::copy_n(front_.begin() + static_cast<std::ptrdiff_t>(used_), count, into.begin());
        used_ += count;
        return count;
    }

  private:
    Bytes front_;
    std::size_t used_ = 0;
    ByteSource& rest_;
};

/// Reads until the first byte that is not white space, within the limit.
Result<Bytes> read_start(ByteSource& source) {
    Bytes start;
    while (start.size() <= max_white_space) {
        Bytes piece(max_white_space);
        const auto got = source.read(piece);
        if (!got) return got.error();
        if (*got == 0) break;
        append(start, ByteView(piece).first(*got));
        if (as_text(start).find_first_not_of(" \t\r\n\v\f") != std::string_view::npos) break;
    }
    return start;
}

Result<std::uint64_t> decrypt_binary(std::span<const Identity* const> identities,
                                     ByteSource& source, ByteSink& sink, PayloadOptions options) {
    const auto header = read_header(source);
    if (!header) return header.error();
    const auto file_key = unwrap_file_key(*header, identities);
    if (!file_key) return file_key.error();
    PayloadNonce nonce{};
    const auto got = read_fully(source, nonce);
    if (!got) return got.error();
    if (*got < nonce.size()) return nonce_missing();
    return open_payload(*file_key, nonce, source, sink, options);
}

}  // namespace

bool begins_as_armor(ByteView start) {
    const std::string_view text = as_text(start);
    const std::size_t first = text.find_first_not_of(" \t\r\n\v\f");
    return first != std::string_view::npos && text[first] == '-';
}

Error nonce_missing() {
    return {ErrorKind::unverified, "AGE-PAYLOAD-TRUNCATED",
            "the age file ends before its payload begins", ""};
}

Result<Bytes> make_header(std::span<const Recipient* const> recipients, const SecretBytes& file_key,
                          Randomness& randomness) {
    if (recipients.empty()) {
        return Error{ErrorKind::usage, "AGE-NO-RECIPIENT", "an age file needs a recipient", ""};
    }
    std::vector<Stanza> stanzas;
    for (const Recipient* recipient : recipients) {
        auto stanza = recipient->wrap(file_key, randomness);
        if (!stanza) return std::move(stanza).error();
        stanzas.push_back(std::move(*stanza));
    }
    if (const Status alone = check_scrypt_alone(stanzas); !alone) {
        Error error = alone.error();
        error.kind = ErrorKind::usage;
        error.message = "a passphrase cannot stand beside other recipients of an age file";
        return error;
    }
    return encode_header(stanzas, file_key);
}

Result<SecretBytes> unwrap_file_key(const Header& header,
                                    std::span<const Identity* const> identities) {
    // Whoever seals to a passphrase expects that nobody else could have made the file.
    if (const Status alone = check_scrypt_alone(header.stanzas); !alone) return alone.error();
    for (const Identity* identity : identities) {
        auto file_key = identity->unwrap(header.stanzas);
        if (!file_key) return std::move(file_key).error();
        if (!*file_key) continue;
        check((*file_key)->size() == file_key_bytes, "a file key of 16 bytes");
        if (const Status mac = verify_mac(header, **file_key); !mac) return mac.error();
        return std::move(**file_key);
    }
    return Error{ErrorKind::not_met, "AGE-NO-MATCH",
                 "no identity or passphrase matches the age file", ""};
}

Status encrypt(std::span<const Recipient* const> recipients, ByteSource& source, ByteSink& sink,
               Randomness& randomness, const EncryptOptions& options) {
    const SecretBytes file_key = random_secret(file_key_bytes, randomness);
    const auto header = make_header(recipients, file_key, randomness);
    if (!header) return header.error();
    PayloadNonce nonce{};
    randomness.fill(nonce);
    ArmorSink armor(sink);
    ByteSink& out = options.armor ? static_cast<ByteSink&>(armor) : sink;
    if (const Status written = out.write(*header); !written) return written.error();
    if (const Status written = out.write(nonce); !written) return written.error();
    const auto sealed = seal_payload(file_key, nonce, source, out, options.payload);
    if (!sealed) return sealed.error();
    return options.armor ? armor.finish() : Status();
}

Result<std::uint64_t> decrypt(std::span<const Identity* const> identities, ByteSource& source,
                              ByteSink& sink, PayloadOptions options) {
    auto start = read_start(source);
    if (!start) return std::move(start).error();
    const bool is_armor = begins_as_armor(*start);
    PutBackSource whole(std::move(*start), source);
    if (!is_armor) return decrypt_binary(identities, whole, sink, options);
    ArmorSource binary(whole);
    return decrypt_binary(identities, binary, sink, options);
}

}  // namespace breakglass::age
