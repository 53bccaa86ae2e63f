#include "plan.h"
#include "script_words.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include <breakglass/console/printable.h>
#include <breakglass/ground/bytes.h>

namespace breakglass::ceremony {

namespace {

using policy::DeliveryKind;

template <typename... Values>
std::string fill(const char* words, const Values&... values) {
    return fmt::format(fmt::runtime(words), values...);
}

bool has_copies(const policy::Group& group) {
    return group.threshold == 1;
}

/// Writes one script; knows the policy, the language and whether it is only a rehearsal.
class Writer {
  public:
    Writer(const policy::Policy& policy, ScriptLanguage language, bool rehearsal)
        : policy_(policy), words_(words_of(language)) {
        script_.language = language;
        script_.rehearsal = rehearsal;
        script_.title =
            fill(rehearsal ? words_.rehearsal_title : words_.title, policy.escrow, policy.purpose);
    }

    Script write() && {
        write_facts();
        write_roles();
        write_bring();
        write_before();
        write_machine();
        write_making();
        write_handing_out();
        write_activation();
        if (!script_.rehearsal) write_record();
        write_end();
        return std::move(script_);
    }

  private:
    void write_facts() {
        script_.facts.push_back(fill(words_.policy, policy_hash()));
        for (const policy::Group& group : policy_.recovery.groups) {
            script_.facts.push_back(
                has_copies(group)
                    ? fill(words_.group_copies, group.name, group.holders.size())
                    : fill(words_.group_opens, group.threshold, group.holders.size(), group.name));
        }
        const std::size_t groups = policy_.recovery.groups.size();
        const auto required = static_cast<std::size_t>(policy_.recovery.groups_required);
        if (groups > 1)
            script_.facts.push_back(required == groups
                                        ? fill(words_.all_groups, groups)
                                        : fill(words_.some_groups, required, groups));
        script_.facts.emplace_back(words_.combinations);
    }

    void write_roles() {
        script_.roles.push_back({words_.owner, policy_.owner, name_of(policy_.owner), ""});
        add_people("operator", words_.operator_role);
        add_people("witness", words_.witness);
        for (const policy::Group& group : policy_.recovery.groups) {
            for (std::size_t i = 0; i < group.holders.size(); ++i) {
                const bool paper = group.holders[i].delivery.kind == DeliveryKind::paper;
                const char* detail = !paper              ? words_.encrypted
                                     : has_copies(group) ? words_.copy
                                                         : words_.paper;
                script_.roles.push_back({words_.custodian, group.holders[i].person,
                                         name_of(group.holders[i].person),
                                         fill(detail, group.name, i + 1)});
            }
        }
    }

    /// Those with a role of the policy; a line to fill in when nobody has it.
    void add_people(std::string_view role, const char* label) {
        bool found = false;
        for (const policy::Person& person : policy_.persons) {
            if (!person.has_role(role)) continue;
            script_.roles.push_back({label, person.id, person.name, ""});
            found = true;
        }
        if (!found) script_.roles.push_back({label, words_.to_be_named, "", ""});
    }

    void write_bring() {
        std::size_t cards = 0;
        std::vector<std::string> with_keys;
        for (const policy::Group& group : policy_.recovery.groups) {
            for (const policy::Holder& holder : group.holders) {
                if (holder.delivery.kind == DeliveryKind::paper)
                    ++cards;
                else
                    with_keys.push_back(holder.person);
            }
        }
        script_.bring = {words_.laptop, words_.live_system};
        if (cards > 0) {
            script_.bring.emplace_back(words_.printer);
            script_.bring.push_back(fill(words_.envelopes, cards));
        }
        for (const std::string& person : with_keys)
            script_.bring.push_back(fill(words_.keys, person));
        script_.bring.insert(script_.bring.end(), {words_.stick, words_.dice, words_.pens});
    }

    void write_before() {
        begin(words_.part_before);
        add(words_.roll_call);
        add(words_.phones);
        add({fill(words_.policy_read.what, policy_hash()),
             {"breakglass policy show"},
             words_.fill_policy,
             words_.policy_read.fallback});
    }

    void write_machine() {
        begin(words_.part_machine);
        add(words_.network, {"ip link"});
        add(words_.swap, {"swapoff -a"});
        add(words_.cores, {"ulimit -c 0"});
        add(words_.memory, {"ulimit -l 65536"});
        add(words_.entropy);
        add(words_.disk, {"df -T /dev/shm"});
        if (has_paper()) add(words_.cups, {"lpstat -v"});
    }

    void write_making() {
        begin(words_.part_make);
        add(words_.start,
            {script_.rehearsal ? "breakglass ceremony rehearse --output-dir /dev/shm/cards"
                               : "breakglass ceremony start --output-dir /dev/shm/cards"});
        add({words_.set_id.what, {}, words_.fill_combinations, words_.set_id.fallback});
    }

    void write_handing_out() {
        begin(words_.part_hand_out);
        const std::string confirm =
            script_.rehearsal ? "breakglass ceremony rehearse" : "breakglass ceremony confirm";
        for (const policy::Group& group : policy_.recovery.groups) {
            for (std::size_t i = 0; i < group.holders.size(); ++i) {
                const std::string& person = group.holders[i].person;
                const bool paper = group.holders[i].delivery.kind == DeliveryKind::paper;
                const StepWords& hand_out = paper ? words_.print : words_.send;
                const std::string command = paper ? print_command(person, group.name)
                                                  : "cp /dev/shm/cards/" +
                                                        card_stem(group.name, i + 1, person) +
                                                        ".age STICK";
                add({fill(hand_out.what, person, group.name, i + 1),
                     {command},
                     "",
                     hand_out.fallback});
                const StepWords& read = paper ? words_.read_back : words_.decrypt;
                const std::string how =
                    paper ? " --qr /dev/shm/scan.png" : " --age-file FILE --identity KEY";
                const std::string whose = has_copies(group) ? " --holder " + person : "";
                add({fill(read.what, person), {confirm + how + whose}, "", read.fallback});
                if (!paper) continue;
                add({fill(words_.envelope.what, person),
                     {},
                     words_.fill_envelope,
                     words_.envelope.fallback});
            }
        }
    }

    std::string print_command(const std::string& person, const std::string& group) const {
        std::string command =
            "breakglass ceremony print --output-dir /dev/shm/cards --printer NAME";
        command += " --holder " + person;
        const auto holds = [&](const policy::Group& one) {
            return std::ranges::any_of(
                one.holders, [&](const policy::Holder& holder) { return holder.person == person; });
        };
        if (std::ranges::count_if(policy_.recovery.groups, holds) > 1)
            command += " --group " + group;
        return command + (script_.rehearsal ? " --rehearsal" : "");
    }

    void write_activation() {
        if (script_.rehearsal) {
            begin(words_.part_active);
            add(words_.done_rehearsing, {"breakglass ceremony rehearse"});
            return;
        }
        begin(words_.part_active);
        add(words_.status, {"breakglass ceremony status"});
        add(words_.activate, {"breakglass ceremony activate"});
    }

    void write_record() {
        begin(words_.part_record);
        add(words_.record, {"breakglass ceremony record --output record.txt",
                            "breakglass ceremony record --format pdf --output record.pdf"});
        add({words_.words_aloud.what, {}, words_.fill_words, words_.words_aloud.fallback});
        std::vector<std::string> signing;
        for (const policy::Person& person : policy_.persons)
            if (person.has_role("witness"))
                signing.push_back("breakglass ceremony witness --sign-as " + person.id +
                                  " --key KEY");
        if (signing.empty())
            signing.emplace_back("breakglass ceremony witness --sign-as PERSON --key KEY");
        add(words_.sign_record, std::move(signing));
    }

    void write_end() {
        begin(words_.part_after);
        if (script_.rehearsal) {
            add(words_.collect);
        } else {
            add(words_.kit, {"breakglass escrow kit DIR"});
            add(words_.sealing, {"breakglass escrow export-sealing --output FILE"});
            add(words_.retire, {"breakglass rotation run", "breakglass ceremony retire"});
        }
        add({words_.head.what,
             {"breakglass ledger verify"},
             words_.fill_head,
             words_.head.fallback});
        add(words_.clean_up, {"rm -r /dev/shm/cards"});
    }

    bool has_paper() const {
        return std::ranges::any_of(policy_.recovery.groups, [](const policy::Group& group) {
            return std::ranges::any_of(group.holders, [](const policy::Holder& holder) {
                return holder.delivery.kind == DeliveryKind::paper;
            });
        });
    }

    std::string name_of(const std::string& id) const {
        const policy::Person* person = policy_.person(id);
        return person != nullptr ? person->name : "";
    }
    std::string policy_hash() const { return to_hex(policy_.hash).substr(0, 16); }

    void begin(const char* title) { script_.parts.push_back({title, {}}); }
    void add(ScriptStep step) { script_.parts.back().steps.push_back(std::move(step)); }
    void add(const StepWords& words, std::vector<std::string> commands = {}) {
        add({words.what, std::move(commands), "", words.fallback});
    }

    const policy::Policy& policy_;
    const ScriptWords& words_;
    Script script_;
};

}  // namespace

Result<ScriptLanguage> script_language(std::string_view name) {
    if (name == "en") return ScriptLanguage::english;
    if (name == "id") return ScriptLanguage::indonesian;
    return Error{ErrorKind::usage, "CEREMONY-LANGUAGE",
                 "there is no script in language " + console::quoted(name),
                 "en or id (Bahasa Indonesia)"};
}

Script script_for(const policy::Policy& policy, ScriptLanguage language, bool rehearsal) {
    return Writer(policy, language, rehearsal).write();
}

}  // namespace breakglass::ceremony
