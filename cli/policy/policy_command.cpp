// breakglass policy check | show | apply

#include "opening.h"
#include "policy_verbs.h"

#include <cstdio>

#include <fmt/format.h>

#include <breakglass/disk/read_file.h>
#include <breakglass/reach/report.h>

namespace breakglass::command {

namespace {

struct PolicyOptions {
    std::string file;
    bool draft = false;
};

Result<reach::Subject> subject_of_file(const std::string& file) {
    const auto bytes = disk::read_file(file, policy::max_policy_bytes);
    if (!bytes) return bytes.error();
    auto parsed = policy::parse_policy(*bytes, file);
    if (!parsed) return std::move(parsed).error();
    reach::Subject subject;
    subject.policy = *std::move(parsed);
    subject.standing = "a file of no escrow";
    return subject;
}

// The policy in force or the draft, beside what really is.
Result<reach::Subject> subject_of_escrow(const Globals& globals, bool draft) {
    auto escrow = open_escrow(globals);
    if (!escrow) return std::move(escrow).error();
    reach::Subject subject;
    subject.of_escrow = true;
    subject.policy = escrow->policy();
    subject.standing = "in force";
    if (!escrow->policy_applied()) {
        subject.standing = "a draft: no policy was applied yet";
    } else if (draft && escrow->policy_changed()) {
        auto edited = escrow->draft();
        if (!edited) return std::move(edited).error();
        subject.policy = *std::move(edited);
        subject.standing = "a draft: escrow.toml was edited, another policy is in force";
    }
    auto holdings = reach::holdings_of(escrow->catalog(), escrow->manifests_dir());
    if (!holdings) return std::move(holdings).error();
    subject.holdings = *std::move(holdings);
    return subject;
}

Status check(const Globals& globals, const PolicyOptions& options) {
    const auto subject =
        options.file.empty() ? subject_of_escrow(globals, true) : subject_of_file(options.file);
    if (!subject) return subject.error();
    const auto found = reach::findings(subject->policy, subject->holdings);
    fmt::print("{}", globals.json ? reach::check_json(*subject, found)
                                  : reach::check_text(*subject, found));
    const std::size_t serious = reach::serious(found);
    if (serious == 0) return {};
    return Error{ErrorKind::owed, "POLICY-SERIOUS",
                 fmt::format("{} of the policy's {} findings {} serious", serious, found.size(),
                             serious == 1 ? "is" : "are"),
                 "each is listed with its mend; docs/policy.md explains them"};
}

Status show(const Globals& globals, const PolicyOptions& options) {
    const auto subject = options.file.empty() ? subject_of_escrow(globals, options.draft)
                                              : subject_of_file(options.file);
    if (!subject) return subject.error();
    fmt::print("{}", globals.json ? reach::show_json(*subject) : reach::show_text(*subject));
    return {};
}

}  // namespace

void add_policy(CLI::App& app, CommandLine& line) {
    CLI::App* noun = add_noun(app, "policy", "the rules: what they allow, and who reaches what");
    add_verb<PolicyOptions>(
        *noun, line, "check",
        "find what the policy, or who really holds what, allows (exit 6 when serious)",
        [](CLI::App& verb, PolicyOptions& options) {
            verb.add_option("--policy", options.file, "a policy file, without any escrow")
                ->type_name("FILE");
        },
        check);
    add_verb<PolicyOptions>(
        *noun, line, "show", "the policy in plain words",
        [](CLI::App& verb, PolicyOptions& options) {
            auto* file =
                verb.add_option("--policy", options.file, "a policy file")->type_name("FILE");
            verb.add_flag("--draft", options.draft, "escrow.toml instead of what is in force")
                ->excludes(file);
        },
        show);
    add_policy_apply(*noun, line);
}

}  // namespace breakglass::command
