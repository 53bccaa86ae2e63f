#include "layout.h"

#include <algorithm>

#include <breakglass/encoding/base64.h>
#include <breakglass/sealed/header.h>

namespace breakglass::sealed {

namespace {

Error bad_recipients(const std::string& why) {
    return {ErrorKind::usage, "BACKUP-RECIPIENTS",
            "a backup cannot be sealed to these keys: " + why, ""};
}

Status check_wraps(const Wraps& wraps) {
    if (wraps.recovery == nullptr || wraps.recovery->stanza_type() != "X25519") {
        return bad_recipients("the recovery recipient must be an age1... X25519 recipient");
    }
    if (wraps.keks.empty() || wraps.keks.size() > max_keks) {
        return bad_recipients(std::to_string(wraps.keks.size()) + " KEKs given, 1 or 2 fit");
    }
    std::vector<std::string> texts = {wraps.recovery->text()};
    for (const age::DerivingRecipient* kek : wraps.keks) {
        check(kek != nullptr, "a KEK's recipient is given");
        if (kek->stanza_type() != "X25519" && kek->stanza_type() != "p256tag") {
            return bad_recipients("a KEK is an age1... or age1tag1... recipient");
        }
        if (std::ranges::find(texts, kek->text()) != texts.end()) {
            return bad_recipients("the recovery recipient and the KEKs must all differ");
        }
        texts.push_back(kek->text());
    }
    return {};
}

age::Stanza bare_stanza(std::string_view type, std::vector<std::string> arguments) {
    return {std::string(type), std::move(arguments), {}};
}

/// Bytes of a wrapped key's stanza: its line, and a body of 43 characters.
std::size_t wrap_stanza_bytes(const age::Stanza& stanza) {
    std::size_t line = 3 + stanza.type.size() + 1;
    for (const std::string& argument : stanza.arguments)
        line += 1 + argument.size();
    return line + unpadded_base64_size(wrapped_key_bytes) + 1;
}

/// The stanzas of the last sector, padded so that the MAC line ends at byte 4,096.
Result<std::vector<age::Stanza>> rewritable_stanzas(const SecretBytes& dek, const BackupId& id,
                                                    const Wraps& wraps) {
    if (auto sound = check_wraps(wraps); !sound) return std::move(sound).error();
    std::vector<const age::DerivingRecipient*> recipients = {wraps.recovery};
    recipients.insert(recipients.end(), wraps.keks.begin(), wraps.keks.end());

    std::vector<age::Stanza> stanzas;
    std::vector<std::string> ids;
    std::size_t used = mac_line_bytes;
    for (const age::DerivingRecipient* recipient : recipients) {
        auto stanza = recipient->wrap_derived(dek, ephemeral_seed(dek, id, *recipient));
        if (!stanza) return std::move(stanza).error();
        used += wrap_stanza_bytes(*stanza);
        stanzas.push_back(std::move(*stanza));
        ids.push_back(recipient_id(recipient->text()));
    }
    used += bare_stanza_bytes(keys_type, ids.size() * 9 - 1);
    stanzas.push_back(bare_stanza(keys_type, std::move(ids)));

    // Two p256tag KEKs leave exactly the bytes of a pad stanza without an argument; every other
    // combination leaves room for one of a character or more.
    const std::size_t left = rewritable_bytes - used;
    const std::size_t empty_pad = bare_stanza_bytes(pad_type, 0);
    check(used < rewritable_bytes && (left == empty_pad || left >= empty_pad + 2),
          "recipients and padding fill 512 bytes");
    stanzas.push_back(left == empty_pad
                          ? bare_stanza(pad_type, {})
                          : bare_stanza(pad_type, {std::string(left - empty_pad - 1, '0')}));
    return stanzas;
}

/// Fixed and rewritable stanzas as 4,096 bytes with their MAC.
Result<Bytes> join(std::vector<age::Stanza> fixed, const SecretBytes& dek, const BackupId& id,
                   const Wraps& wraps) {
    auto rest = rewritable_stanzas(dek, id, wraps);
    if (!rest) return std::move(rest).error();
    std::ranges::move(*rest, std::back_inserter(fixed));
    Bytes header = age::encode_header(fixed, dek);
    check(header.size() == header_bytes, "a sealed header has 4,096 bytes");
    return header;
}

}  // namespace

Result<Bytes> write_header(const SecretBytes& dek, const BackupId& id,
                           const Description& description, const Wraps& wraps) {
    check(dek.size() == age::file_key_bytes, "a DEK has 16 bytes");
    if (auto sound = check_description(description); !sound) return std::move(sound).error();
    const Bytes box = seal_description(description, dek, id);
    return join({bare_stanza(description_type, {encoding::to_base64(box)}),
                 bare_stanza(fill_type, {std::string(fill_characters, '0')})},
                dek, id, wraps);
}

Result<Bytes> rewrite_header(const SealedHeader& header, const SecretBytes& dek, const BackupId& id,
                             const Wraps& wraps) {
    check(dek.size() == age::file_key_bytes, "a DEK has 16 bytes");
    // without this, a damaged fixed part would get a valid MAC
    if (auto mac = age::verify_mac(header.age, dek); !mac) return std::move(mac).error();
    auto rewritten = join({header.age.stanzas[0], header.age.stanzas[1]}, dek, id, wraps);
    if (!rewritten) return rewritten;
    check(std::ranges::equal(ByteView(*rewritten).first(fixed_bytes),
                             header.stored().first(fixed_bytes)),
          "a rewrite leaves the first 3,584 bytes alone");
    return rewritten;
}

Status recompute(const SealedHeader& header, const SecretBytes& dek, const BackupId& id,
                 const Wraps& wraps) {
    const auto expected = rewrite_header(header, dek, id, wraps);
    if (!expected) return expected.error();
    if (std::ranges::equal(*expected, header.stored())) return {};
    std::string keks;
    for (const age::DerivingRecipient* kek : wraps.keks)
        keks += " " + recipient_id(kek->text());
    return Error{ErrorKind::unverified, "BACKUP-HEADER-NOT-OURS",
                 "the header is not what sealing to share set " +
                     recipient_id(wraps.recovery->text()) + " and KEK" + keks +
                     " gives: one of its wrapped keys would not open",
                 "rewrap this backup while it still opens"};
}

}  // namespace breakglass::sealed
