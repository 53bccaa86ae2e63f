#pragma once
// A card as pages to print: what stands on them, and under which names they lie.

#include <string>

#include <breakglass/ceremony/start.h>
#include <breakglass/page/card_page.h>
#include <breakglass/policy/policy.h>
#include <breakglass/records/manifest.h>
#include <breakglass/tree/tree.h>

namespace breakglass::ceremony {

/// What one card says besides its words. head: of the ledger, as it stands when it is printed.
page::Card card_facts(const policy::Policy& policy, const records::Manifest& manifest,
                      std::size_t group, std::size_t position, const tree::Head& head);

/// ".pdf", ".svg", ".png".
const char* ending_of(page::Format format);

/// Whether the picture of the QR code alone gives its name to a page.
bool pictures_are_pages(const Pages& pages);

}  // namespace breakglass::ceremony
