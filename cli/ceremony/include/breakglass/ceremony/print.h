#pragma once
// Card pages on their way to a printer, and what lies in the output directory until then.

#include <string>
#include <vector>

#include <breakglass/ceremony/start.h>
#include <breakglass/console/terminal.h>
#include <breakglass/escrow/directory.h>
#include <breakglass/ground/result.h>
#include <breakglass/printing/printer.h>

namespace breakglass::ceremony {

struct PrintRequest {
    std::string output_dir;  // where start wrote the pages
    printing::Printer* printer = nullptr;
    std::string set_id;  // empty: the set that waits
    bool practice = false;
    // For printing as a command of its own: what was found on this machine, checked and recorded.
    const StartRequest* looked = nullptr;
    // Whose card to print again; empty: every card that never came out of a printer.
    std::string holder;
    std::string group;                      // of that holder's cards; empty: all of them
    console::Terminal* terminal = nullptr;  // asked after each page; null: nobody
};

struct PrintedCard {
    std::string group;
    std::size_t number = 0;  // in its group, from 1
    std::string holder;
    std::size_t page = 1;  // how many pages of this card there may be by now
};

struct Printed {
    std::string set_id;
    std::vector<PrintedCard> cards;
};

/// Prints cards on paper, one after the other; each is in the ledger before it is sent
/// ("ceremony.print") and once it is out ("ceremony.printed"). With a terminal each page is taken
/// out and looked at before the next one comes, and printed again on request. Takes the escrow's
/// lock for each entry, never while paper moves.
/// Errors: usage (CEREMONY-OUTPUT-DIR, CEREMONY-NO-SUCH-CARD); failed (HOST-*, PRINT-* of looked;
/// CEREMONY-PAGE-GONE when the page lies there no more); the printer's: the same call again goes
/// on.
Result<Printed> print_cards(escrow::Directory& escrow, const PrintRequest& request);

std::string to_text(const Printed& printed);
/// One JSON object with a newline, as docs/man/breakglass-ceremony.1.md says.
std::string to_json(const Printed& printed);

/// Removes the files of cards that were read back from paper: from here on the paper is the card.
/// Leaves files on a disk alone, see ask_to_remove.
Status remove_read_back(escrow::Directory& escrow, const std::string& set_id,
                        const std::string& output_dir, bool practice);

/// Says which files with cards in the clear are left in the output directory, and the command that
/// removes them: of a disk they are overwritten first. Nothing when none is left.
void ask_to_remove(escrow::Directory& escrow, const std::string& set_id,
                   const std::string& output_dir);

}  // namespace breakglass::ceremony
