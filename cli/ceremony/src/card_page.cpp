#include "card_page.h"

#include <algorithm>

#include <breakglass/ground/check.h>
#include <breakglass/records/utc.h>

namespace breakglass::ceremony {

page::Card card_facts(const policy::Policy& policy, const records::Manifest& manifest,
                      std::size_t group, std::size_t position, const tree::Head& head) {
    const records::Member& member = manifest.groups[group].members[position];
    const policy::Person* owner = policy.person(policy.owner);
    page::Card card{.escrow = manifest.escrow,
                    .purpose = policy.purpose,
                    .holder = member.holder,
                    .holder_name = member.name,
                    .set_id = manifest.set_id,
                    .recipient = manifest.recipient,
                    .made_at = records::utc_text(manifest.created_at),
                    .owner = policy.owner,
                    .phone = owner != nullptr ? owner->phone : "",
                    .ledger_size = head.size,
                    .ledger_root = to_hex(head.root),
                    .groups_required = manifest.groups_required,
                    .group = static_cast<std::uint8_t>(group),
                    .number = static_cast<std::uint8_t>(position + 1),
                    .practice = manifest.practice};
    for (const records::Group& each : manifest.groups)
        card.groups.push_back(page::Group{.name = each.name,
                                          .threshold = each.threshold,
                                          .cards = static_cast<std::uint8_t>(each.members.size())});
    return card;
}

const char* ending_of(page::Format format) {
    switch (format) {
        case page::Format::pdf:
            return ".pdf";
        case page::Format::svg:
            return ".svg";
        case page::Format::png:
            return ".png";
    }
    stop_on_bug("a page format without an ending", __FILE__, __LINE__);
}

bool pictures_are_pages(const Pages& pages) {
    return std::ranges::find(pages.formats, page::Format::png) != pages.formats.end();
}

}  // namespace breakglass::ceremony
