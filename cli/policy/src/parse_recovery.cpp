#include "names.h"
#include "parse_parts.h"
#include "ssh_key.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include <breakglass/age/recipient.h>
#include <breakglass/console/printable.h>

namespace breakglass::policy {
namespace {

// The delivery, with its text in one spelling so that two holders with one key are seen.
Delivery read_delivery(Section& section) {
    constexpr std::size_t max_delivery_bytes = 1024;
    Delivery delivery;
    delivery.text = section.text("delivery", true, max_delivery_bytes);
    const std::string_view text = delivery.text;
    if (text == "paper" || text.empty()) return delivery;

    if (text.substr(0, 7) == "pkcs11:") {
        delivery.kind = DeliveryKind::token;
        if (!is_token_uri(text)) {
            section.refuse("POLICY-DELIVERY", "delivery",
                           fmt::format("is \"{}\", expected a PKCS#11 URI that names a token, "
                                       "without a PIN",
                                       console::printable(text)));
        }
        return delivery;
    }
    if (text.substr(0, 4) == "ssh-") {
        delivery.kind = DeliveryKind::ssh;
        auto key = parse_ssh_key(text);
        if (!key) {
            section.refuse("POLICY-DELIVERY", "delivery", "is " + key.error().message);
            return delivery;
        }
        delivery.text = *std::move(key);
    } else {
        delivery.kind = DeliveryKind::age;
    }
    if (auto recipient = age::parse_recipient(delivery.text); !recipient) {
        section.refuse("POLICY-DELIVERY", "delivery",
                       fmt::format("is \"{}\", expected \"paper\", \"age1...\", \"ssh-ed25519 "
                                   "...\" or \"pkcs11:...\"",
                                   console::printable(text)),
                       recipient.error().message);
    }
    return delivery;
}

Holder read_holder(Section& section, const Policy& policy) {
    Holder holder;
    holder.person = section.text("person", true);
    if (!holder.person.empty() && policy.person(holder.person) == nullptr) {
        section.refuse(
            "POLICY-UNKNOWN-PERSON", "person",
            fmt::format("is \"{}\", expected the id of a [[person]]",
                        console::printable(holder.person)),
            fmt::format("add [[person]] with id = \"{}\"", console::printable(holder.person)));
    }
    holder.delivery = read_delivery(section);
    section.finish();
    return holder;
}

void check_group(Section& section, const Group& group) {
    const auto holders = static_cast<int>(group.holders.size());
    if (holders < 1 || holders > max_holders) {
        section.refuse("POLICY-HOLDERS", "holders",
                       fmt::format("names {} holders for group \"{}\", expected 1 to {}", holders,
                                   group.name, max_holders));
        return;
    }
    if (group.threshold > holders) {
        section.refuse("POLICY-THRESHOLD", "threshold",
                       fmt::format("is {}, expected at most {}, the number of holders of \"{}\"",
                                   group.threshold, holders, group.name));
    }
}

Group read_group(Section& section, const Policy& policy) {
    Group group;
    group.name = section.name("name");
    if (section.take("threshold") == nullptr) section.missing("threshold");
    group.threshold = section.number("threshold", 1, max_holders, "POLICY-THRESHOLD").value_or(1);
    if (section.take("holders") == nullptr) section.missing("holders");
    for (Section& entry : section.sections("holders", "holders")) {
        group.holders.push_back(read_holder(entry, policy));
    }
    check_group(section, group);
    section.finish();
    return group;
}

// Two shares that open with one key are one share for whoever has the key.
void check_keys_differ(Section& section, const std::vector<Group>& groups) {
    std::map<std::string, std::string> seen;  // a key and whose it is
    for (const Group& group : groups) {
        for (const Holder& holder : group.holders) {
            if (holder.delivery.kind == DeliveryKind::paper) continue;
            const auto [first, fresh] = seen.try_emplace(holder.delivery.text, holder.person);
            if (fresh) continue;
            section.refuse(
                "POLICY-DELIVERY-TWICE", "group",
                fmt::format("delivers two shares, of \"{}\" and of \"{}\", to one key, "
                            "\"{}\"; expected a key of its own for each share",
                            console::printable(first->second), console::printable(holder.person),
                            console::printable(holder.delivery.text)));
        }
    }
}

std::vector<std::string> read_export(Section& section) {
    std::vector<std::string> recipients = section.texts("export");
    for (const std::string& recipient : recipients) {
        if (auto known = age::parse_recipient(recipient); !known) {
            section.refuse("POLICY-EXPORT", "export",
                           fmt::format("holds \"{}\", expected \"age1...\" or \"ssh-ed25519 ...\"",
                                       console::printable(recipient)),
                           known.error().message);
        }
    }
    return recipients;
}

}  // namespace

void read_recovery(Section& top, Policy& policy) {
    auto section = top.section("recovery", "[recovery]");
    if (!section) {
        top.missing("recovery");
        return;
    }
    std::set<std::string> names;
    for (Section& entry : section->sections("group", "[[recovery.group]]")) {
        policy.recovery.groups.push_back(read_group(entry, policy));
        const std::string& name = policy.recovery.groups.back().name;
        if (!names.insert(name).second) {
            entry.refuse("POLICY-DUPLICATE-NAME", "name",
                         fmt::format("is \"{}\" a second time, expected a name of its own",
                                     console::printable(name)));
        }
    }
    const auto groups = static_cast<int>(policy.recovery.groups.size());
    if (groups < 1 || groups > max_groups) {
        section->refuse("POLICY-GROUPS", "group",
                        fmt::format("names {} groups, expected 1 to {}", groups, max_groups));
    }
    policy.recovery.groups_required =
        section->number("groups_required", 1, std::clamp(groups, 1, max_groups), "POLICY-GROUPS")
            .value_or(1);
    if (groups > 1 && section->take("groups_required") == nullptr)
        section->missing("groups_required");
    check_keys_differ(*section, policy.recovery.groups);
    policy.recovery.export_to = read_export(*section);
    section->finish();
}

}  // namespace breakglass::policy
