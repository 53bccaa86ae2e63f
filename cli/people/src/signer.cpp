#include "held_keys.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <breakglass/console/printable.h>
#include <breakglass/people/signing.h>

namespace breakglass::people {

namespace {

/// A person of the policy who can sign.
struct Candidate {
    std::string person;
    signature::PublicKey key;
};

std::vector<Candidate> candidates(const policy::Policy& policy) {
    std::vector<Candidate> all;
    for (const policy::Person& person : policy.persons) {
        if (person.ssh.empty()) continue;
        auto key = signature::parse_public_key(person.ssh);
        check(static_cast<bool>(key), "a policy with an SSH key that is none");
        all.push_back({person.id, std::move(*key)});
    }
    return all;
}

std::string names_of(const std::vector<Candidate>& some) {
    std::vector<std::string> names;
    for (const Candidate& one : some)
        names.push_back(console::quoted(one.person));
    return fmt::format("{}", fmt::join(names, ", "));
}

/// The person asked for exists and has a key.
Status check_person(const policy::Policy& policy, const std::string& id) {
    const policy::Person* person = policy.person(id);
    if (person == nullptr) {
        return Error{ErrorKind::usage, "PEOPLE-UNKNOWN",
                     fmt::format("the policy knows no person {}", console::quoted(id)),
                     "breakglass policy show lists the persons"};
    }
    if (!person->ssh.empty()) return {};
    return Error{ErrorKind::usage, "PEOPLE-KEY-UNKNOWN",
                 fmt::format("the policy names no SSH key of {}, so that person cannot sign",
                             console::quoted(id)),
                 "add ssh = \"ssh-ed25519 ...\" to that [[person]] in escrow.toml"};
}

Error not_in_file(const KeyChoice& choice, const signature::PublicKey& key,
                  const std::vector<Candidate>& owners) {
    const std::string found =
        fmt::format("the key {} ({}) ", console::quoted(choice.file), signature::fingerprint(key));
    const std::string hint = "breakglass policy show lists the persons and their keys";
    if (choice.person.empty()) {
        return {ErrorKind::usage, "PEOPLE-KEY-UNKNOWN", found + "is nobody's in the policy", hint};
    }
    const std::string whose = owners.empty() ? "nobody's in the policy" : "of " + names_of(owners);
    return {ErrorKind::usage, "PEOPLE-KEY-UNKNOWN",
            found + "is " + whose + ", not the one of " + console::quoted(choice.person), hint};
}

Error not_in_agent(const KeyChoice& choice, std::size_t held) {
    const std::string whose = choice.person.empty() ? "a person of the policy has"
                                                    : console::quoted(choice.person) + " has";
    return {ErrorKind::usage, "PEOPLE-NO-KEY",
            fmt::format("the SSH agent holds {} keys, none of them one that {}", held, whose),
            "name the key with --key FILE, or load it: ssh-add FILE"};
}

}  // namespace

Result<Signer> find_signer(const policy::Policy& policy, const KeyChoice& choice) {
    if (!choice.person.empty()) {
        if (auto known = check_person(policy, choice.person); !known) {
            return std::move(known).error();
        }
    }
    std::vector<signature::PublicKey> held;
    if (choice.file.empty()) {
        auto keys = keys_of_agent(choice.non_interactive);
        if (!keys) return std::move(keys).error();
        held = std::move(*keys);
    } else {
        auto key = key_of_file(choice);
        if (!key) return std::move(key).error();
        held.push_back(std::move(*key));
    }
    std::vector<Candidate> owners = candidates(policy);
    std::erase_if(owners, [&held](const Candidate& one) {
        return std::ranges::find(held, one.key) == held.end();
    });
    std::vector<Candidate> meant = owners;
    if (!choice.person.empty()) {
        std::erase_if(meant,
                      [&choice](const Candidate& one) { return one.person != choice.person; });
    }
    if (meant.empty()) {
        return choice.file.empty() ? not_in_agent(choice, held.size())
                                   : not_in_file(choice, held.front(), owners);
    }
    if (meant.size() > 1) {
        return Error{ErrorKind::usage, "PEOPLE-AMBIGUOUS",
                     fmt::format("{} could all sign with the keys that {}", names_of(meant),
                                 choice.file.empty() ? "the SSH agent holds"
                                                     : console::quoted(choice.file) + " holds"),
                     "name the one who signs, or that person's key with --key FILE"};
    }
    return Signer{meant.front().person, std::move(meant.front().key), choice};
}

Result<Signer> signer_with(const KeyChoice& choice) {
    auto key = key_of_file(choice);
    if (!key) return std::move(key).error();
    return Signer{choice.person, std::move(*key), choice};
}

}  // namespace breakglass::people
