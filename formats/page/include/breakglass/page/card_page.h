#pragma once
// One share card as a page to print: what a stranger must understand, a QR code and the words.
// cairo and pango leave copies of what they drew in their heap: run draw_card in a short-lived
// child process (the picture room of cli does).
// Source: docs/formats/share-card.md, sections 9 to 11.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <breakglass/ground/result.h>
#include <breakglass/ground/secret_bytes.h>
#include <breakglass/page/language.h>

namespace breakglass::page {

enum class Format { pdf, svg, png };
enum class Paper { a4, letter };

/// page: all on one side. folded: a third to a panel; words and QR code face each other inside,
/// the outside names holder, escrow and set.
enum class Layout { page, folded };

struct Look {
    Format format = Format::pdf;
    Paper paper = Paper::a4;
    Layout layout = Layout::page;
    Language language = Language::en;
    bool operator==(const Look&) const = default;
};

inline constexpr std::size_t words_on_a_card = 33;
inline constexpr std::size_t max_groups = 16;
inline constexpr std::size_t max_cards_of_a_group = 16;
/// Of each text on a card.
inline constexpr std::size_t max_fact_bytes = 1024;

/// One group of the set: any threshold of its cards open it.
struct Group {
    std::string name;
    std::uint8_t threshold = 1;  // 1: all cards carry the same words
    std::uint8_t cards = 1;
    bool operator==(const Group&) const = default;
};

/// What a card says besides the words. None of it is secret.
struct Card {
    std::string escrow;
    std::string purpose;
    std::string holder;       // the id in the policy
    std::string holder_name;  // as people write it; may be empty
    std::string set_id;       // 8 hex digits
    std::string recipient;    // "age1..."
    std::string made_at;      // RFC 3339, UTC; also the date in a PDF
    std::string owner;        // whom to call
    std::string phone;        // may be empty
    std::uint64_t ledger_size = 0;
    std::string ledger_root;  // hex; may be empty when there is no ledger
    std::vector<Group> groups;
    std::uint8_t groups_required = 1;
    std::uint8_t group = 0;   // this card's, an index into groups
    std::uint8_t number = 1;  // among the cards of its group, from 1
    bool practice = false;    // a rehearsal's card: marked all over
    bool operator==(const Card&) const = default;
};

/// Errors: usage (PAGE-FACTS) for a text that is not one plain line or is too long, and for numbers
/// that no set has.
Status check_card(const Card& card);

struct Page {
    SecretBytes bytes;  // the whole file
    // A name holds characters that no font on this machine has: their codes stand in small boxes,
    // or the holder's id stands alone.
    bool undrawn_characters = false;
};

/// Draws one page. words: 33 lower-case words, one blank between them. qr_text: as qr::encode takes
/// it. Equal input gives equal PDF bytes, on a machine with the same fonts and libraries.
/// Errors: usage (PAGE-FACTS, PAGE-WORDS, those of qr::encode); failed (PAGE-DRAW) when cairo
/// cannot.
Result<Page> draw_card(const Card& card, const SecretBytes& words, const SecretBytes& qr_text,
                       const Look& look);

}  // namespace breakglass::page
