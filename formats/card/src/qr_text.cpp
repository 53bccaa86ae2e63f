#include "words_scan.h"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include <breakglass/card/qr_text.h>
#include <breakglass/encoding/bech32.h>
#include <breakglass/ground/check.h>
#include <breakglass/ground/hash.h>

namespace breakglass::card {

namespace {

constexpr std::string_view heading = "breakglass";
constexpr std::string_view practice = "practice";
constexpr std::string_view version = "1";
constexpr std::size_t set_id_digits = 8;
constexpr std::size_t longest_version = 8;
constexpr std::size_t longest_recipient = 128;

bool is_recovery_recipient(std::string_view text) {
    const auto decoded = encoding::from_bech32(text);
    return decoded && decoded->prefix == "age" && decoded->data.size() == 32;
}

/// Takes the heading and, on a rehearsal's card, the word that says so.
std::optional<Purpose> take_heading(ByteView& rest) {
    if (!is_same_word(take_word(rest), heading)) return std::nullopt;
    ByteView behind = rest;
    if (!is_same_word(take_word(behind), practice)) return Purpose::real;
    rest = behind;
    return Purpose::practice;
}

/// A word as text, when it is short enough to be the part that is looked for.
std::string take_part(ByteView& rest, std::size_t longest) {
    const ByteView word = take_word(rest);
    return word.size() > longest ? std::string() : lower(word);
}

bool is_number(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::string set_id(std::string_view recipient) {
    return to_hex(sha256(as_bytes(recipient))).substr(0, set_id_digits);
}

SecretBytes format_qr_text(std::string_view recipient, const slip39::Share& share,
                           Purpose purpose) {
    check(is_recovery_recipient(recipient), "a card names an age recipient");
    const std::string opening = fmt::format(
        "{}{}{} {} {} {} ", heading, purpose == Purpose::practice ? " " : "",
        purpose == Purpose::practice ? practice : "", version, set_id(recipient), recipient);
    const SecretBytes words = slip39::format_mnemonic(share);
    SecretBytes text(opening.size() + words.size());
    std::ranges::copy(as_bytes(opening), text.expose_mut().begin());
    std::ranges::copy(words.expose(), text.expose_mut().subspan(opening.size()).begin());
    for (std::uint8_t& letter : text.expose_mut()) {
        // 0x20 for a lower-case letter, else 0, without a branch: 'a' to 'z' have bit 6 set
        letter = static_cast<std::uint8_t>(letter ^ ((letter & 0x40U) >> 1U & letter & 0x20U));
    }
    return text;
}

bool starts_as_qr_text(ByteView text) {
    return take_heading(text) && is_number(as_text(take_word(text)));
}

Error practice_error(std::string_view what) {
    return {ErrorKind::unverified, "CARD-PRACTICE",
            fmt::format("{} is a card of a rehearsal and opens nothing real", what),
            "look for the card that does not say PRACTICE"};
}

Result<QrParts> split_qr_text(ByteView text) {
    if (!starts_as_qr_text(text)) {
        return Error{ErrorKind::unverified, "CARD-QR", "the text is not that of a card's QR code",
                     "scan the card, not something else beside it"};
    }
    ByteView rest = text;
    const Purpose purpose = *take_heading(rest);
    const std::string found_version = take_part(rest, longest_version);
    if (found_version != version) {
        return Error{ErrorKind::unverified, "CARD-QR",
                     fmt::format("the card is of version {}, expected {}", found_version, version),
                     "type its words into a file, one card a line"};
    }
    QrParts parts{.purpose = purpose};
    parts.set_id = take_part(rest, set_id_digits);
    parts.recipient = take_part(rest, longest_recipient);
    parts.words = rest;
    if (!is_recovery_recipient(parts.recipient)) {
        return Error{ErrorKind::unverified, "CARD-RECIPIENT",
                     "the recovery recipient on the card is not a sound age recipient",
                     "scan it again, or type its words into a file"};
    }
    const std::string expected = set_id(parts.recipient);
    if (parts.set_id != expected) {
        return Error{ErrorKind::unverified, "CARD-SET-ID",
                     fmt::format("the set id on the card is not that of its recipient, which is {}",
                                 expected),
                     "scan it again, or type its words into a file"};
    }
    return parts;
}

Result<QrCard> parse_qr_text(ByteView text) {
    auto parts = split_qr_text(text);
    if (!parts) return std::move(parts).error();
    if (parts->purpose == Purpose::practice) return practice_error("this");
    auto share = slip39::parse_mnemonic(parts->words);
    if (!share) return std::move(share).error();
    return QrCard{std::move(parts->set_id), std::move(parts->recipient), *std::move(share)};
}

}  // namespace breakglass::card
