// The policy in plain words: for a director as much as for an engineer.

#include "words.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <breakglass/console/names.h>

namespace breakglass::reach {
namespace {

using policy::CaseKind;
using policy::Policy;

constexpr CaseKind all_kinds[] = {CaseKind::incident, CaseKind::restore,     CaseKind::drill,
                                  CaseKind::policy,   CaseKind::destruction, CaseKind::exception};

std::string delivery_in_words(const policy::Delivery& delivery) {
    switch (delivery.kind) {
        case policy::DeliveryKind::paper:
            return "a printed card";
        case policy::DeliveryKind::age:
            return "a file for an age key";
        case policy::DeliveryKind::ssh:
            return "a file for an SSH key";
        case policy::DeliveryKind::token:
            break;
    }
    return "a token, " + delivery.text;
}

std::string head(const Subject& subject) {
    const Policy& policy = subject.policy;
    std::string text = line(fmt::format("Escrow \"{}\": {}", policy.escrow, policy.purpose));
    text += line(fmt::format("This policy is {}.", subject.standing));
    text += line("Owner: " + policy.owner + ".");
    if (policy.objective)
        text += line("A recovery takes at most " + policy.objective->text() + ".");
    return text;
}

std::string recovery(const Policy& policy) {
    const auto& groups = policy.recovery.groups;
    std::string text = "\n";
    if (groups.size() == 1) {
        text += line("When everything else is lost, people bring their shares together:");
    } else {
        text +=
            line(fmt::format("When everything else is lost, people bring their shares "
                             "together, enough from {}:",
                             policy.recovery.groups_required == static_cast<int>(groups.size())
                                 ? fmt::format("each of {} groups", groups.size())
                                 : fmt::format("any {} of {} groups",
                                               policy.recovery.groups_required, groups.size())));
    }
    for (const policy::Group& group : groups) {
        text += line(fmt::format("  {}: any {} of these {}", group.name, group.threshold,
                                 group.holders.size()));
        for (const policy::Holder& holder : group.holders) {
            text += line(fmt::format("    {}, {}: {}", holder.person,
                                     place_known(policy, holder.person)
                                         ? place_of(policy, holder.person)
                                         : "place unknown",
                                     delivery_in_words(holder.delivery)));
        }
    }
    return text;
}

std::string approvals(const Policy& policy) {
    std::string text = "\n" + line("What needs the approval of others, beside who asks:");
    for (const CaseKind kind : all_kinds) {
        const policy::ApprovalRule& rule = policy.rule(kind);
        std::string words = fmt::format("  {}: ", policy::name_of(kind));
        if (rule.approvals == 0) {
            words += "nobody's";
        } else {
            words += fmt::format(
                "{} within {}; then it may begin for {}",
                counted(static_cast<std::size_t>(rule.approvals), "approval", "approvals"),
                rule.collect.text(), rule.use.text());
            if (!rule.cooling_off.is_zero()) {
                words += fmt::format(", not before {} have passed", rule.cooling_off.text());
            }
        }
        if (kind == CaseKind::incident) {
            words += rule.requester_share_counts ? "; who asks may also give a share"
                                                 : "; who asks may not give a share";
        }
        text += line(words);
    }
    for (const policy::RestoreRule& rule : policy.restore) {
        text += line(fmt::format(
            "  restore of {}: {}", rule.label.text(),
            counted(static_cast<std::size_t>(rule.approvals), "approval", "approvals")));
    }
    return text;
}

std::string_view in_words(policy::AfterUse after) {
    return after == policy::AfterUse::rewrap ? "every data key is wrapped to fresh keys"
                                             : "every backup is encrypted anew";
}

std::string upkeep(const Policy& policy) {
    std::string text = "\n";
    text += line(policy.rotation.kek_age
                     ? "The KEK is replaced every " + policy.rotation.kek_age->text() + "."
                     : "The KEK is replaced at no fixed age.");
    text += line(fmt::format("After a recovery, {}.", in_words(policy.rotation.after_recovery)));
    text +=
        line(fmt::format("After somebody leaves, {}.", in_words(policy.rotation.after_departure)));
    text += line(policy.drill.every ? "A drill is due every " + policy.drill.every->text() + "."
                                    : "No drill is due at any time.");
    text += line(policy.drill.card_check ? "Each custodian checks the card every " +
                                               policy.drill.card_check->text() + "."
                                         : "Nobody is asked to check their card.");
    return text;
}

std::string stores(const Policy& policy) {
    if (policy.stores.empty()) return "\n" + line("No store of backups is named.");
    std::string text = "\n" + line("Where backups lie:");
    for (const policy::Store& store : policy.stores) {
        std::string words = fmt::format("  {}: {}", store.name, store.path);
        if (!store.surface.empty()) words += ", " + store.surface;
        if (store.retain) words += ", kept for " + store.retain->text();
        if (!store.writable) words += ", written once";
        text += line(words);
    }
    return text;
}

std::string people(const Policy& policy) {
    std::string text = "\n" + line("People:");
    for (const policy::Person& person : policy.persons) {
        std::string where = person.place.empty() ? "place unknown" : person.place;
        if (!person.zone.empty()) where += " (" + person.zone + ")";
        text += line(fmt::format(
            "  {}: {}; {}; {}{}", console::id_and_name(person.id, person.name), where,
            person.phone.empty() ? "no phone" : person.phone,
            person.roles.empty() ? "no role" : fmt::format("{}", fmt::join(person.roles, ", ")),
            person.ssh.empty() ? "; no SSH key, so cannot sign" : ""));
    }
    return text;
}

}  // namespace

std::string show_text(const Subject& subject) {
    const Policy& policy = subject.policy;
    return head(subject) + recovery(policy) + "\n" + paths_text(subject) + approvals(policy) +
           upkeep(policy) + stores(policy) + people(policy);
}

}  // namespace breakglass::reach
