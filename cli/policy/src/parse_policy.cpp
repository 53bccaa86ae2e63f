#include "parse_parts.h"

#include <fmt/format.h>

#include <breakglass/console/printable.h>
#include <breakglass/policy/policy.h>

namespace breakglass::policy {
namespace {

void refuse_zero(Section& section, const char* key, const std::optional<Duration>& found) {
    if (found && found->is_zero()) {
        section.refuse("POLICY-DURATION", key, "is no time at all, expected more than zero");
    }
}

std::optional<Duration> positive_duration(Section& section, const char* key) {
    auto found = section.duration(key);
    refuse_zero(section, key, found);
    return found;
}

AfterUse read_after_use(Section& section, const char* key) {
    const std::string word = section.text(key, false);
    if (word == "re-encrypt") return AfterUse::re_encrypt;
    if (!word.empty() && word != "rewrap") {
        section.refuse("POLICY-AFTER-USE", key,
                       fmt::format("is \"{}\", expected \"rewrap\" or \"re-encrypt\"",
                                   console::printable(word)));
    }
    return AfterUse::rewrap;
}

void read_rotation(Section& top, Policy& policy) {
    auto section = top.section("rotation", "[rotation]");
    if (!section) return;
    policy.rotation.kek_age = positive_duration(*section, "kek_age");
    policy.rotation.after_recovery = read_after_use(*section, "after_recovery");
    policy.rotation.after_departure = read_after_use(*section, "after_departure");
    section->finish();
}

void read_drill(Section& top, Policy& policy) {
    auto section = top.section("drill", "[drill]");
    if (!section) return;
    policy.drill.every = positive_duration(*section, "every");
    policy.drill.card_check = positive_duration(*section, "card_check");
    section->finish();
}

void read_head(Section& top, Policy& policy) {
    policy.escrow = top.name("escrow");
    policy.owner = top.text("owner", true);
    policy.purpose = top.text("purpose", true, 512);
    policy.objective = positive_duration(top, "objective");
    if (!policy.owner.empty() && policy.person(policy.owner) == nullptr) {
        top.refuse(
            "POLICY-OWNER-UNKNOWN", "owner",
            fmt::format("is \"{}\", expected the id of a [[person]]",
                        console::printable(policy.owner)),
            fmt::format("add [[person]] with id = \"{}\"", console::printable(policy.owner)));
    }
}

}  // namespace

Result<Policy> parse_policy(ByteView bytes, std::string_view file_name) {
    auto tree = parse_tree(bytes, file_name);
    if (!tree) return std::move(tree).error();

    Refusals refusals(file_name);
    Section top(*tree, "", refusals);
    Policy policy;
    read_persons(top, policy);
    read_head(top, policy);
    read_recovery(top, policy);
    read_approval(top, policy);
    read_restore_rules(top, policy);
    read_rotation(top, policy);
    read_drill(top, policy);
    read_stores(top, policy);
    top.finish();
    if (refusals.first()) return *refusals.first();

    policy.stored.assign(bytes.begin(), bytes.end());
    policy.hash = sha256(bytes);
    return policy;
}

}  // namespace breakglass::policy
