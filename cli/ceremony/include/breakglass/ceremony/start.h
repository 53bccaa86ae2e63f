#pragma once
// A fresh recovery key, split and written as cards.
// Source: docs/runbooks/ceremony.md.

#include <cstdint>
#include <string>
#include <vector>

#include <breakglass/ceremony/dice.h>
#include <breakglass/escrow/directory.h>
#include <breakglass/ground/random.h>
#include <breakglass/ground/result.h>
#include <breakglass/host/findings.h>
#include <breakglass/page/card_page.h>
#include <breakglass/picture/picture.h>

namespace breakglass::ceremony {

/// The printed cards: one page for each card on paper and format, beside its text.
struct Pages {
    std::vector<page::Format> formats = {page::Format::pdf};  // each once; none: no pages
    page::Paper paper = page::Paper::a4;
    page::Layout layout = page::Layout::page;
    page::Language language = page::Language::en;
    bool for_printer = false;  // then a card on paper is its page alone: no text, no QR picture
};

struct StartRequest {
    std::string output_dir;           // absent, empty, or left behind by a killed start
    std::vector<host::Finding> host;  // what a look at this machine found; never empty
    host::Allowed allowed;            // deviations that were accepted, each by its own option
    bool practice = false;  // a rehearsal: a key that opens nothing, kept out of the catalog
    std::size_t max_trials = 100'000;  // combinations of cards to try; more are sampled
    picture::Child child;              // draws the QR pictures and the pages
    Pages pages;
};

/// How thoroughly the cards were tried before they left the program.
struct Trials {
    std::uint64_t possible = 0;  // combinations that should open the key
    std::uint64_t tried = 0;     // each of them did
};

/// One holder's files.
struct Delivery {
    std::string group;
    std::size_t number = 0;  // in its group, from 1
    std::string holder;
    std::vector<std::string> files;  // paths in the output directory
    bool encrypted = false;          // an age file, also kept in the escrow
};

struct Started {
    std::string set_id;
    std::string recipient;
    std::vector<Delivery> deliveries;
    Trials trials;
    std::vector<host::Finding> host;
    host::Allowed allowed;
    std::string dice;         // "99 rolls, 255.9 bits"; empty without
    bool resumed = false;     // an interrupted start had got this far: nothing new was made
    bool cleaned_up = false;  // cards of an interrupted start, whose key is lost, were removed
};

/// Whether start would begin: asked before people are. Errors: those of start that need no key.
Status check_start(escrow::Directory& escrow, const StartRequest& request);

/// Makes a recovery key, splits it as the policy says, tries the shares, writes the cards and
/// registers the set as delivered. The active set stays as it is. The caller holds the exclusive
/// lock. Cards are durable before the manifest, the manifest before the catalog: a start that was
/// killed has left no set, or a whole one; the same call again cleans up or carries on.
/// Errors: usage (POLICY-CEREMONY-DELIVERY-UNSUPPORTED, CEREMONY-OUTPUT-NOT-EMPTY); not_met
/// (CEREMONY-PENDING while another set waits for its confirmation); failed
/// (HOST-*, CEREMONY-TRIAL, the disk's and the picture child's).
/// rolls: mixed into all that is drawn from the kernel; the ledger keeps how many there were.
Result<Started> start(escrow::Directory& escrow, const StartRequest& request, std::int64_t now,
                      const Rolls& rolls = {}, Randomness& kernel = system_randomness());

}  // namespace breakglass::ceremony
