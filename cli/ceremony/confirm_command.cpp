// breakglass ceremony confirm

#include "ceremony_acts.h"
#include "opening.h"

#include <fmt/format.h>

#include <breakglass/ceremony/confirm.h>
#include <breakglass/ceremony/identities.h>
#include <breakglass/ceremony/pending.h>
#include <breakglass/ceremony/status.h>
#include <breakglass/console/amounts.h>
#include <breakglass/console/report.h>

namespace breakglass::command {

namespace {

using ceremony::Reading;

struct ConfirmOptions {
    CardOptions given;
    std::vector<std::string> identities;
    std::string cards, set_id, passphrase_file, sign_as, key;
    bool typed = false;
    bool allow_unlocked_memory = false;
};

/// What has to be asked for: words typed, a code scanned into the terminal.
Status ask_for_cards(const Globals& globals, const ConfirmOptions& options,
                     escrow::Directory& escrow, std::vector<Reading>& readings) {
    const bool scan = scans_at_terminal(options.given);
    if (!options.typed && !scan) return {};
    auto terminal = console::open_terminal(globals.non_interactive, "--words FILE, --qr PNG");
    if (!terminal) return std::move(terminal).error();
    const auto set = ceremony::needed_set(escrow, options.set_id);
    if (!set) return set.error();
    const auto manifest = ceremony::manifest_of(escrow, set->id);
    if (!manifest) return manifest.error();
    const auto take = [&](Result<Reading> reading) -> Status {
        if (!reading) return std::move(reading).error();
        reading->holder = options.given.holder;
        const bool stopped = reading->typed.empty();
        if (!stopped) readings.push_back(*std::move(reading));
        return {};
    };
    if (scan) {
        if (auto taken = take(reading::scan_card(**terminal)); !taken) return taken;
    }
    if (!options.typed) return {};
    return take(reading::type_card(**terminal, *manifest));
}

Result<std::vector<Reading>> readings_of(const Globals& globals, const ConfirmOptions& options,
                                         escrow::Directory& escrow, bool with_age_files) {
    std::vector<Reading> readings;
    if (!options.cards.empty()) {
        auto found = ceremony::readings_in(escrow, options.set_id, options.cards, with_age_files);
        if (!found) return found;
        readings = *std::move(found);
    }
    for (Reading& reading : given_cards(options.given))
        readings.push_back(std::move(reading));
    if (auto asked = ask_for_cards(globals, options, escrow, readings); !asked)
        return std::move(asked).error();
    return readings;
}

Status confirm(const Globals& globals, const ConfirmOptions& options) {
    auto escrow = open_escrow(globals);
    if (!escrow) return escrow.error();
    const auto identities = ceremony::read_identities(
        options.identities,
        {.file = options.passphrase_file, .non_interactive = globals.non_interactive});
    if (!identities) return identities.error();
    ceremony::ConfirmRequest request{.set_id = options.set_id,
                                     .identities = ceremony::borrowed(*identities),
                                     .child = {.allow_unlocked = options.allow_unlocked_memory}};
    if (!options.sign_as.empty()) {
        auto signer = people::find_signer(
            escrow->policy(), key_choice(globals, {.key = options.key, .person = options.sign_as}));
        if (!signer) return std::move(signer).error();
        request.signer = *std::move(signer);
    }
    // People take their time: nothing is locked meanwhile.
    auto readings = readings_of(globals, options, *escrow, !identities->empty());
    if (!readings) return std::move(readings).error();
    request.readings = *std::move(readings);
    const auto lock = escrow->lock(escrow::LockKind::exclusive);
    if (!lock) return lock.error();
    const auto confirmed = ceremony::confirm(*escrow, request, console::now_seconds());
    if (!confirmed) return confirmed.error();
    fmt::print("{}", globals.json ? ceremony::to_json(*confirmed) : ceremony::to_text(*confirmed));
    if (confirmed->refused.empty()) return {};
    for (std::size_t i = 1; i < confirmed->refused.size(); ++i)
        console::report(confirmed->refused[i].error);
    return confirmed->refused.front().error;
}

}  // namespace

void add_ceremony_confirm(CLI::App& noun, CommandLine& line) {
    add_verb<ConfirmOptions>(
        noun, line, "confirm", "read cards back",
        [](CLI::App& verb, ConfirmOptions& o) {
            auto* cards = verb.add_option_group("cards")->require_option(1, 0);
            add_card_options(*cards, o.given);
            cards->add_flag("--typed", o.typed, "type the words of a card, on a private screen");
            cards->add_option("--cards", o.cards, "all that start wrote here")->type_name("DIR");
            add_holder(verb, o.given);
            verb.add_option("--set", o.set_id, "which set, when several wait")->type_name("SET");
            verb.add_option("--sign-as", o.sign_as, "the custodian, who signs a receipt")
                ->type_name("PERSON");
            verb.add_option("--key", o.key, "the custodian's SSH key; without it, the agent's")
                ->type_name("FILE");
            verb.add_flag("--allow-unlocked-memory", o.allow_unlocked_memory,
                          "read pictures where memory cannot be locked");
            verb.add_option("--identity", o.identities, "opens an age file")->type_name("FILE");
            verb.add_option("--passphrase-file", o.passphrase_file, "of the identity file")
                ->type_name("FILE");
        },
        confirm);
}

}  // namespace breakglass::command
