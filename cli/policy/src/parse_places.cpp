// Persons, approvals and stores: who acts, who agrees, where the backups lie.

#include "names.h"
#include "parse_parts.h"
#include "ssh_key.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <breakglass/console/printable.h>

namespace breakglass::policy {
namespace {

constexpr int max_approvals = 16;

void refuse_name_twice(Section& section, const char* key, const std::string& name,
                       std::set<std::string>& seen) {
    if (seen.insert(name).second || name.empty()) return;
    section.refuse("POLICY-DUPLICATE-NAME", key,
                   fmt::format("is \"{}\" a second time, expected a name of its own",
                               console::printable(name)));
}

bool contains(const std::vector<std::string_view>& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

Person read_person(Section& section) {
    Person person;
    person.id = section.name("id");
    person.name = section.person_name("name");
    person.place = section.text("place", false);
    person.zone = section.text("zone", false);
    if (!person.zone.empty() && !is_zone(person.zone)) {
        section.refuse("POLICY-ZONE", "zone",
                       fmt::format("is \"{}\", expected a time zone such as \"Asia/Jakarta\"",
                                   console::printable(person.zone)));
    }
    person.phone = section.text("phone", false);
    person.roles = section.texts("roles");
    for (const std::string& role : person.roles) {
        if (contains(roles(), role)) continue;
        section.refuse("POLICY-ROLE", "roles",
                       fmt::format("holds \"{}\", expected {}", console::printable(role),
                                   fmt::join(roles(), ", ")));
    }
    const std::string ssh = section.text("ssh", false, 4096);
    if (!ssh.empty()) {
        auto key = parse_ssh_key(ssh);
        if (key) {
            person.ssh = *std::move(key);
        } else {
            section.refuse("POLICY-SSH-KEY", "ssh", "is " + key.error().message, key.error().hint);
        }
    }
    section.finish();
    return person;
}

ApprovalRule default_rule(CaseKind kind) {
    ApprovalRule rule;
    rule.approvals = kind == CaseKind::restore || kind == CaseKind::drill ? 1 : 2;
    return rule;
}

ApprovalRule read_rule(Section& section, ApprovalRule rule) {
    rule.approvals =
        section.number("approvals", 0, max_approvals, "POLICY-APPROVALS").value_or(rule.approvals);
    for (const char* key : {"collect", "use"}) {
        auto window = section.duration(key);
        if (!window) continue;
        if (window->is_zero()) {
            section.refuse("POLICY-DURATION", key, "is no time at all, expected more than zero");
        }
        (std::string_view(key) == "use" ? rule.use : rule.collect) = *window;
    }
    if (auto cooling_off = section.duration("cooling_off")) rule.cooling_off = *cooling_off;
    rule.requester_share_counts = section.truth("requester_share_counts", false);
    section.finish();
    return rule;
}

Store read_store(Section& section) {
    Store store;
    store.name = section.name("name");
    store.path = section.text("path", true, 4096);
    if (!store.path.empty() && !is_simple_absolute(store.path)) {
        section.refuse("POLICY-STORE-PATH", "path",
                       fmt::format("is \"{}\", expected an absolute path without \".\", \"..\", "
                                   "\"//\" or a \"/\" at the end",
                                   console::printable(store.path)));
    }
    store.surface = section.text("surface", false);
    if (!store.surface.empty() && !contains(surfaces(), store.surface)) {
        section.refuse("POLICY-SURFACE", "surface",
                       fmt::format("is \"{}\", expected {}", console::printable(store.surface),
                                   fmt::join(surfaces(), ", ")));
    }
    store.retain = section.duration("retain");
    store.writable = section.truth("writable", true);
    section.finish();
    return store;
}

}  // namespace

void read_persons(Section& top, Policy& policy) {
    std::set<std::string> ids;
    std::map<std::string, std::string> keys;  // and whose they are
    for (Section& entry : top.sections("person", "[[person]]")) {
        policy.persons.push_back(read_person(entry));
        const Person& person = policy.persons.back();
        refuse_name_twice(entry, "id", person.id, ids);
        // Approvers differ by person and by key: one key for two people would count one twice.
        if (person.ssh.empty()) continue;
        const auto [first, fresh] = keys.try_emplace(person.ssh, person.id);
        if (!fresh) {
            entry.refuse(
                "POLICY-SSH-KEY-TWICE", "ssh",
                fmt::format("of \"{}\" is the key of \"{}\" too, expected a key of their own",
                            console::printable(person.id), console::printable(first->second)));
        }
    }
    if (policy.persons.empty()) top.missing("person");
}

void read_approval(Section& top, Policy& policy) {
    auto section = top.section("approval", "[approval]");
    for (const CaseKind kind : {CaseKind::incident, CaseKind::restore, CaseKind::drill,
                                CaseKind::policy, CaseKind::destruction, CaseKind::exception}) {
        ApprovalRule rule = default_rule(kind);
        const std::string key(name_of(kind));
        if (section) {
            if (auto entry =
                    section->section(name_of(kind).data(), ("[approval] " + key).c_str())) {
                rule = read_rule(*entry, rule);
            }
        }
        policy.approval.push_back(rule);
    }
    if (section) section->finish();
}

void read_restore_rules(Section& top, Policy& policy) {
    for (Section& entry : top.sections("restore", "[[restore]]")) {
        const std::string label = entry.text("label", true);
        if (entry.take("approvals") == nullptr) entry.missing("approvals");
        const int approvals =
            entry.number("approvals", 0, max_approvals, "POLICY-APPROVALS").value_or(0);
        entry.finish();
        auto glob = LabelGlob::parse(label);
        if (!glob) {
            entry.refuse("POLICY-LABEL", "label", "is " + glob.error().message);
            continue;
        }
        policy.restore.push_back(RestoreRule{*std::move(glob), approvals});
    }
}

void read_stores(Section& top, Policy& policy) {
    std::set<std::string> names;
    std::set<std::string> paths;
    for (Section& entry : top.sections("store", "[[store]]")) {
        policy.stores.push_back(read_store(entry));
        const Store& store = policy.stores.back();
        refuse_name_twice(entry, "name", store.name, names);
        if (!paths.insert(store.path).second) {
            entry.refuse(
                "POLICY-STORE-PATH-TWICE", "path",
                fmt::format("is \"{}\", which is another store's path, expected a place of "
                            "its own",
                            console::printable(store.path)));
        }
    }
}

}  // namespace breakglass::policy
