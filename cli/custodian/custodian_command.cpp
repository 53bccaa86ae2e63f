// breakglass custodian list | check | record | lost | replace

#include "custodian_verbs.h"
#include "opening.h"

#include <fmt/format.h>

#include <breakglass/console/amounts.h>
#include <breakglass/console/printable.h>
#include <breakglass/console/report.h>
#include <breakglass/custodian/acts.h>
#include <breakglass/custodian/check.h>
#include <breakglass/disk/read_file.h>

namespace breakglass::command {

namespace {

constexpr std::size_t max_statements_bytes =
    custodian::max_statements_in_file *
    (statement::max_statement_bytes + statement::max_signature_bytes);

struct NoOptions {};

struct PersonOptions {
    std::string person, set_id, reason;
};

struct FileOptions {
    std::string file;
};

void warn_of(const custodian::Custody& set) {
    if (const auto alarm = custodian::alarm_of(set))
        console::warn(fmt::format("{} [{}]", alarm->message, alarm->rule), alarm->hint);
}

Status list(const Globals& globals, const NoOptions&) {
    auto escrow = open_escrow(globals);
    if (!escrow) return escrow.error();
    const auto sets =
        custodian::custody(escrow->manifests_dir(), escrow->catalog(), escrow->ledger(),
                           escrow->policy(), console::now_seconds());
    if (!sets) return sets.error();
    fmt::print("{}", globals.json ? custodian::to_json(*sets) : custodian::to_text(*sets));
    if (sets->empty()) console::note("no share set is active: breakglass ceremony run");
    if (escrow->ledger().first_number() > 0)
        console::note(
            "the ledger began anew after a loss: checks and losses that were recorded "
            "before are not known here");
    for (const custodian::Custody& set : *sets)
        warn_of(set);
    return {};
}

Status record(const Globals& globals, const FileOptions& options) {
    auto escrow = open_escrow(globals);
    if (!escrow) return escrow.error();
    const auto stored = disk::read_file(options.file, max_statements_bytes);
    if (!stored) return stored.error();
    const auto lock = escrow->lock(escrow::LockKind::exclusive);
    if (!lock) return lock.error();
    auto outcome = custodian::record_checks(*escrow, *stored, console::now_seconds());
    if (!outcome) return with_context(std::move(outcome).error(), console::quoted(options.file));
    for (const custodian::Recorded& each : outcome->taken) {
        fmt::print("set {} {} {} ({}), checked {}, signed by {}{}\n", each.card.set_id,
                   console::printable(each.card.group), each.card.number,
                   console::printable(each.card.holder), console::rfc3339(each.checked_at),
                   console::printable(each.signer), each.known ? ", recorded before" : "");
    }
    if (outcome->taken.empty() && outcome->refused.empty())
        console::note("there is no statement in this file");
    if (outcome->refused.empty()) return {};
    for (std::size_t i = 1; i < outcome->refused.size(); ++i)
        console::report(outcome->refused[i]);
    return outcome->refused.front();
}

Status lost(const Globals& globals, const PersonOptions& options) {
    auto escrow = open_escrow(globals);
    if (!escrow) return escrow.error();
    const auto lock = escrow->lock(escrow::LockKind::exclusive);
    if (!lock) return lock.error();
    const auto noted = custodian::note_loss(
        *escrow, {.person = options.person, .set_id = options.set_id, .reason = options.reason},
        console::now_seconds());
    if (!noted) return noted.error();
    fmt::print("{}", globals.json ? custodian::to_json(*noted) : custodian::to_text(*noted));
    if (noted->newly == 0) console::note("this was known before, nothing was added");
    warn_of(noted->custody);
    return {};
}

Status replace(const Globals& globals, const PersonOptions& options) {
    auto escrow = open_escrow(globals);
    if (!escrow) return escrow.error();
    const auto lock = escrow->lock(escrow::LockKind::exclusive);
    if (!lock) return lock.error();
    const auto way = custodian::replace(*escrow, options.person, console::now_seconds());
    if (!way) return way.error();
    fmt::print("{}", globals.json ? custodian::to_json(*way) : custodian::to_text(*way));
    console::note(
        "the same command again shows how far it is; until it is done the rotation is "
        "owed: breakglass rotation status");
    return {};
}

}  // namespace

void add_custodian(CLI::App& app, CommandLine& line) {
    CLI::App* noun = add_noun(app, "custodian", "who holds the cards, and whether they are good");
    add_verb<NoOptions>(
        *noun, line, "list", "every custodian, card and margin", [](CLI::App&, NoOptions&) {},
        list);
    add_custodian_check(*noun, line);
    add_verb<FileOptions>(
        *noun, line, "record", "take in the statements of holders who checked their cards",
        [](CLI::App& verb, FileOptions& options) {
            verb.add_option("FILE", options.file, "signed statements; - is standard input")
                ->required();
        },
        record);
    add_verb<PersonOptions>(
        *noun, line, "lost", "write down that a custodian's card is lost",
        [](CLI::App& verb, PersonOptions& options) {
            verb.add_option("PERSON", options.person)->required();
            verb.add_option("--reason", options.reason, "what happened, since when")
                ->required()
                ->type_name("TEXT");
            verb.add_option("--set", options.set_id, "else the active set")->type_name("SET");
        },
        lost);
    add_verb<PersonOptions>(
        *noun, line, "replace", "the way to a key that a custodian holds no part of",
        [](CLI::App& verb, PersonOptions& options) {
            verb.add_option("PERSON", options.person, "who leaves")->required();
        },
        replace);
}

}  // namespace breakglass::command
