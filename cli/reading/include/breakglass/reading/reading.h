#pragma once
// From a file, a picture or a hand to cards on the table: the one place where cards are read,
// whatever they are read for.

#include <string>
#include <string_view>
#include <vector>

#include <breakglass/age/recipient.h>
#include <breakglass/console/terminal.h>
#include <breakglass/gathering/card_collector.h>
#include <breakglass/ground/result.h>
#include <breakglass/ground/secret_bytes.h>
#include <breakglass/picture/picture.h>

namespace breakglass::reading {

/// One card, or a few, as they are handed to us.
struct Reading {
    enum class Medium {
        words,     // a text file: a card's text, or the words alone
        qr,        // a picture, PNG
        pdf,       // pages of pictures
        scan,      // what a hand scanner typed: the text of a QR code on each line
        typed,     // words typed at the terminal
        age_file,  // a share encrypted to its holder
    };
    Medium medium = Medium::words;
    std::string path;      // "-" is standard input
    SecretBytes typed;     // words, scan, typed: what was read already; path then only names it
    std::string holder;    // whose card it is; needed for copies of one share, else may be empty
    bool several = false;  // one picture may show several cards: an incident takes what it gets
};

/// "words", "qr", "pdf", "scan", "typed", "age file".
std::string_view name_of(Reading::Medium medium);

/// One card that was found, or why none was.
struct CardOnTable {
    std::string source;  // "a.txt", "a.txt line 12" or "a.pdf page 3" when there are several
    Result<gathering::AcceptedCard> accepted;
    std::string holder;  // as the card itself names it; empty when it does not
};

inline constexpr int max_pdf_pages = 50;

/// At least one entry: a reading that yields no card is an entry with its error.
/// Refusals, all unverified: those of CardCollector; CARD-NO-CODE when a picture or document shows
/// no card's code; CARD-SEVERAL-CODES when one page shows the codes of different cards;
/// CARD-NOT-SCANNED; CARD-PDF, CARD-PDF-PAGES. Errors: failed (CARD-PDF-TOOL, PICTURE-*, the
/// system's fault).
std::vector<CardOnTable> read_card(gathering::CardCollector& collector, const Reading& reading,
                                   const std::vector<const age::Identity*>& identities,
                                   const picture::Child& child);

/// Has the words of one card typed on a private screen: one or many at a time, by their first four
/// letters; a misspelt word gets suggestions, and words that do not fit together a repair, which
/// the manifest's commitment must prove and the typist confirm.
/// Errors: failed (TERMINAL-CLOSED); not_met (CARD-TYPING-STOPPED).
Result<Reading> type_card(console::Terminal& terminal, const records::Manifest& manifest);

/// Takes one line of a hand scanner at the terminal, which is not shown. Empty when the line is.
/// Errors: failed (TERMINAL-CLOSED).
Result<Reading> scan_card(console::Terminal& terminal);

/// One card from the operator's hands: the name of a file, or "type", or "scan". what: "card to
/// read back". An empty path: nothing more for now.
/// Errors: those of type_card; failed (TERMINAL-CLOSED).
Result<Reading> ask_for_card(console::Terminal& terminal, const records::Manifest& manifest,
                             std::string_view what);

/// Warns (CARD-ON-DISK) of the files among these that hold a share in the clear on a disk that
/// outlives power: what was deleted there can often be found.
void warn_of_disk(const std::vector<Reading>& readings);

/// Whose card a text says it is; empty when it does not.
std::string stated_holder(ByteView text);

/// Whose share a card is: its place among the group's members, from 0. Copies of one share carry
/// the same words, so somebody has to say whose copy it is.
/// Errors: unverified (CARD-HOLDER when it is somebody else's, CARD-HOLDER-UNSTATED).
Result<std::size_t> position_of(const records::Manifest& manifest,
                                const gathering::AcceptedCard& card, const std::string& holder,
                                const std::string& source);

}  // namespace breakglass::reading
