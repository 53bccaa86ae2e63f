#include "layout.h"

#include <algorithm>
#include <array>

#include <breakglass/encoding/base64.h>
#include <breakglass/sealed/header.h>

namespace breakglass::sealed {

namespace {

Error malformed(const std::string& why) {
    return {ErrorKind::unverified, "BACKUP-HEADER-MALFORMED",
            "the header is not that of a sealed backup: " + why,
            "restore with the header copy in the catalog, or fetch the file again"};
}

Error filler(std::string_view type) {
    return {ErrorKind::unverified, "BACKUP-FILLER",
            "the header's " + std::string(type) + " holds something else than zeros",
            "restore with the header copy in the catalog, or fetch the file again"};
}

/// Why these bytes are no sealed backup at all; nothing when they were meant to be one. Any stanza
/// of ours tells, so that a flipped bit elsewhere reads as damage and not as another kind of file.
std::string other_kind_of_file(ByteView start) {
    const std::string_view text = as_text(start);
    if (text.find(any_type_of_ours) != std::string_view::npos) return {};
    if (text.empty()) return "the file is empty";
    if (text.starts_with(version_line)) return "it is a plain age file";
    if (text.starts_with("-----BEGIN AGE ENCRYPTED FILE-----")) return "it is an armored age file";
    return "it is not an age file";
}

bool is_base64_of(const std::string& text, std::size_t size) {
    const auto bytes = encoding::from_base64(text);
    return bytes && bytes->size() == size;
}

bool all_zeros(const std::string& text) {
    return std::ranges::all_of(text, [](char c) { return c == '0'; });
}

bool is_x25519(const age::Stanza& stanza) {
    return stanza.type == "X25519" && stanza.arguments.size() == 1 &&
           is_base64_of(stanza.arguments[0], 32) && stanza.body.size() == wrapped_key_bytes;
}

bool is_p256tag(const age::Stanza& stanza) {
    return stanza.type == "p256tag" && stanza.arguments.size() == 2 &&
           is_base64_of(stanza.arguments[0], 4) && is_base64_of(stanza.arguments[1], 65) &&
           stanza.body.size() == wrapped_key_bytes;
}

bool is_bare(const age::Stanza& stanza, std::string_view type) {
    return stanza.type == type && stanza.body.empty();
}

/// The keys stanza after keks KEK stanzas: the set's id, then one id per KEK.
Status read_keys(const age::Stanza& stanza, std::size_t keks, SealedHeader& header) {
    if (!is_bare(stanza, keys_type) || stanza.arguments.size() != 1 + keks ||
        !std::ranges::all_of(stanza.arguments,
                             [](const std::string& id) { return is_recipient_id(id); })) {
        return malformed("its keys stanza does not name the share set and each KEK");
    }
    header.set_id = stanza.arguments.front();
    header.kek_ids.assign(stanza.arguments.begin() + 1, stanza.arguments.end());
    return {};
}

/// The stanzas that are never rewritten.
Status check_fixed_part(std::span<const age::Stanza> stanzas) {
    if (stanzas.size() < 2) return malformed("it has too few stanzas");
    const age::Stanza& description = stanzas[0];
    if (!is_bare(description, description_type) || description.arguments.size() != 1 ||
        !is_base64_of(description.arguments[0], description_box_bytes)) {
        return malformed("its first stanza is not a description of 1040 bytes");
    }
    const age::Stanza& fill = stanzas[1];
    if (!is_bare(fill, fill_type) || fill.arguments.size() != 1 ||
        fill.arguments[0].size() != fill_characters) {
        return malformed("its second stanza is not filler up to byte 3584");
    }
    if (!all_zeros(fill.arguments[0])) return filler(fill_type);
    return {};
}

/// The stanzas in the last sector. That their sizes add up follows from the header's own size.
Status check_rewritable_part(std::span<const age::Stanza> stanzas, SealedHeader& header) {
    if (stanzas.empty() || !is_x25519(stanzas[0])) {
        return malformed("no X25519 stanza for the recovery recipient stands at byte 3584");
    }
    std::size_t keks = 0;
    while (1 + keks < stanzas.size() &&
           (is_x25519(stanzas[1 + keks]) || is_p256tag(stanzas[1 + keks]))) {
        ++keks;
    }
    if (keks < 1 || keks > max_keks) return malformed("it has no KEK stanza, or more than two");
    if (stanzas.size() != keks + 3) return malformed("it has too few or too many stanzas");
    if (auto keys = read_keys(stanzas[keks + 1], keks, header); !keys) return keys;
    const age::Stanza& pad = stanzas[keks + 2];
    if (!is_bare(pad, pad_type) || pad.arguments.size() > 1) {
        return malformed("its last stanza is not padding");
    }
    if (!pad.arguments.empty() && !all_zeros(pad.arguments[0])) return filler(pad_type);
    return {};
}

}  // namespace

Result<SealedHeader> parse_header(ByteView file_start) {
    const ByteView start = file_start.first(std::min(file_start.size(), header_bytes));
    if (const std::string kind = other_kind_of_file(start); !kind.empty()) {
        return Error{ErrorKind::unverified, "BACKUP-NOT-SEALED",
                     "this is not a sealed backup: " + kind,
                     "open plain age files with `breakglass backup open`"};
    }
    if (start.size() < header_bytes) {
        return Error{ErrorKind::unverified, "BACKUP-TRUNCATED",
                     "the file ends after " + std::to_string(start.size()) +
                         " bytes, within the header of 4096",
                     "fetch the file again"};
    }
    auto parsed = age::parse_header(start);
    if (!parsed) return malformed(parsed.error().message);
    if (parsed->stored.size() != header_bytes) {
        return malformed("it ends at byte " + std::to_string(parsed->stored.size()) +
                         " instead of 4096");
    }
    const std::span<const age::Stanza> stanzas = parsed->stanzas;
    SealedHeader header;
    if (auto fixed = check_fixed_part(stanzas); !fixed) return std::move(fixed).error();
    if (auto rest = check_rewritable_part(stanzas.subspan(2), header); !rest) {
        return std::move(rest).error();
    }
    header.age = std::move(*parsed);
    return header;
}

Result<SecretBytes> open_dek(const SealedHeader& header,
                             std::span<const age::Identity* const> identities) {
    for (const age::Identity* identity : identities) {
        auto dek = identity->unwrap(header.age.stanzas);
        if (!dek) return std::move(dek).error();
        if (!dek->has_value()) continue;
        if (auto mac = age::verify_mac(header.age, **dek); !mac) return std::move(mac).error();
        return std::move(**dek);
    }
    return Error{ErrorKind::not_met, "BACKUP-NO-MATCH",
                 "none of the keys given opens this backup; it is sealed to share set " +
                     header.set_id + " and KEK " + header.kek_ids.front() +
                     (header.kek_ids.size() > 1 ? " or " + header.kek_ids.back() : ""),
                 ""};
}

Result<Description> open_description(const SealedHeader& header, const SecretBytes& dek,
                                     const BackupId& id) {
    const auto box = encoding::from_base64(header.age.stanzas.front().arguments.front());
    check(box && box->size() == description_box_bytes, "a parsed header holds a description");
    return open_description_box(*box, dek, id);
}

Hash256 header_hash(ByteView stored) {
    check(stored.size() == header_bytes, "a sealed header has 4,096 bytes");
    return sha256(stored);
}

}  // namespace breakglass::sealed
