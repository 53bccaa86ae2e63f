#pragma once
// A document of several pages to print: the script of a ceremony, or its record. It holds nothing
// secret.
// Source: docs/formats/ceremony-record.md, "On paper".

#include <cstddef>
#include <string>
#include <vector>

#include <breakglass/ground/bytes.h>
#include <breakglass/ground/result.h>
#include <breakglass/page/card_page.h>
#include <breakglass/page/language.h>

namespace breakglass::page {

/// What one item of a document is.
enum class Mark : char {
    heading = 'h',    // text
    fact = 'f',       // label in a column of its own, text beside it
    line = 'l',       // text
    detail = 'd',     // text, indented and small: what belongs to the item above
    numbered = 'n',   // label (a number) and text, three in a row
    tick = 't',       // a box to tick, label and text in two columns
    step = 's',       // label (its number) and text; what follows up to boxes belongs to it
    command = 'c',    // text to type, in a fixed-width font
    fallback = 'b',   // label and text in one paragraph
    fill_in = 'w',    // label and a line to write on
    boxes = 'x',      // label: a box for the time; text: two boxes for initials
    signature = 'g',  // label: who; text: what the line to sign on is called
};

struct Item {
    Mark mark = Mark::line;
    std::string label;  // one line of plain text, like text; either may be empty
    std::string text;
    bool operator==(const Item&) const = default;
};

inline constexpr std::size_t max_document_items = 16384;
inline constexpr std::size_t max_document_bytes = std::size_t{1} << 20U;  // of all texts
inline constexpr std::size_t max_item_bytes = 4224;                       // of one text

struct Document {
    std::string title;
    std::string foot;     // at the bottom of every page, beside "1 / 3"
    std::string made_at;  // RFC 3339, UTC: the only date in the file; may be empty
    std::string mark;     // across every page: "PRACTICE"; may be empty
    Paper paper = Paper::a4;
    Language language = Language::en;
    std::vector<Item> items;
    bool operator==(const Document&) const = default;
};

/// Errors: usage (PAGE-FACTS) for a text that is not one plain line, and for too much of it.
Status check_document(const Document& document);

/// Draws a PDF of as many pages as it takes. Equal input gives equal bytes, on a machine with the
/// same fonts and libraries. Errors: usage (PAGE-FACTS); failed (PAGE-DRAW).
Result<Page> draw_document(const Document& document);

}  // namespace breakglass::page
