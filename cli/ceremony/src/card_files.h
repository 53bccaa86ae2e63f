#pragma once
// The files of a ceremony, before any of them is written.

#include "plan.h"

#include <string>
#include <vector>

#include <breakglass/ceremony/start.h>
#include <breakglass/ground/random.h>
#include <breakglass/records/manifest.h>
#include <breakglass/scheme/share.h>
#include <breakglass/tree/tree.h>

namespace breakglass::ceremony {

/// One file on its way out. content is a share, or an age file that holds one.
struct CardFile {
    std::string name;
    SecretBytes content;
    bool into_escrow = false;
};

/// What the cards of a set are made from.
struct CardSource {
    const policy::Policy& policy;
    const Plan& plan;
    const records::Manifest& manifest;
    const std::vector<slip39::Share>& shares;
};

/// The share that a planned card carries.
const slip39::Share& share_of(const std::vector<slip39::Share>& shares, const PlannedCard& card);

/// The names of a card's files: text, QR picture and pages, or an age file.
std::vector<std::string> names_of(const PlannedCard& card, const Pages& pages);

/// Texts, QR pictures and age files. Errors: the age room's and the picture child's.
Result<std::vector<CardFile>> make_files(const CardSource& source, const Pages& pages,
                                         const picture::Child& child, Randomness& randomness);

/// The pages to print, of the cards on paper. head: of the ledger that they shall name. Warns when
/// no font has all characters of a name. Errors: the picture child's.
Result<std::vector<CardFile>> draw_pages(const CardSource& source, const Pages& pages,
                                         const tree::Head& head, const picture::Child& child);

}  // namespace breakglass::ceremony
