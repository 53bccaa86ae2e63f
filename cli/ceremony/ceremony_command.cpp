// breakglass ceremony plan | rehearse | start | print | confirm | activate | run | status | abandon

#include "ceremony_acts.h"

namespace breakglass::command {

namespace {

void add_host_options(CLI::App& verb, host::Allowed& allowed) {
    verb.add_flag("--allow-network", allowed.network, "go on although an interface is up");
    verb.add_flag("--allow-swap", allowed.swap, "go on beside swap in the clear");
    verb.add_flag("--allow-core", allowed.core, "go on although a crash would leave a core");
    verb.add_flag("--allow-unlocked-memory", allowed.memory, "go on where memory cannot be locked");
    verb.add_flag("--allow-disk", allowed.disk, "write cards to a disk");
    verb.add_flag("--allow-spool", allowed.spool, "print although CUPS may keep the pages");
    verb.add_flag("--allow-print-network", allowed.print_network, "print over the network");
}

/// --dice FILE, --dice -, or --dice alone: people are asked.
void add_dice(CLI::App& verb, std::optional<std::string>& dice) {
    verb.add_option_function<std::vector<std::string>>(
            "--dice",
            [&dice](const std::vector<std::string>& given) {
                dice = given.empty() ? std::string() : given.front();
            },
            "mix in rolls of a die; without a FILE they are typed")
        ->expected(0, 1)
        ->type_name("FILE");
}

}  // namespace

void add_ceremony(CLI::App& app, CommandLine& line) {
    CLI::App* noun = add_noun(app, "ceremony", "make a recovery key and hand its shares out");
    const auto output = [](CLI::App& verb, CeremonyOptions& options) {
        add_host_options(verb, options.allowed);
        add_page_options(verb, options.page);
        add_printer_options(verb, options.printer);
        add_dice(verb, options.dice);
        return verb.add_option("--output-dir", options.output_dir, "a new directory for the cards")
            ->type_name("DIR");
    };
    const auto keys = [](CLI::App& verb, CeremonyOptions& options) {
        verb.add_option("--identity", options.identities, "opens an age file")->type_name("FILE");
        verb.add_option("--passphrase-file", options.passphrase_file, "of the identity file")
            ->type_name("FILE");
    };
    add_verb<CeremonyOptions>(
        *noun, line, "start", "make a recovery key and write its cards",
        [&](CLI::App& verb, CeremonyOptions& o) { output(verb, o)->required(); }, start_ceremony);
    add_ceremony_confirm(*noun, line);
    add_verb<CeremonyOptions>(
        *noun, line, "activate", "make the confirmed set the active one",
        [](CLI::App& verb, CeremonyOptions& o) {
            verb.add_option("--set", o.set_id, "which set, when several wait")->type_name("SET");
        },
        activate_ceremony);
    add_verb<CeremonyOptions>(
        *noun, line, "run", "the whole ceremony; the same command again carries on",
        [&](CLI::App& verb, CeremonyOptions& o) {
            output(verb, o);
            keys(verb, o);
            verb.add_flag("--read-back", o.read_back, "read the written files back, ask nobody");
            verb.add_option("--case", o.case_name, "the incident it belongs to")->type_name("CASE");
        },
        walk_ceremony);
    add_ceremony_plan(*noun, line);
    add_ceremony_record(*noun, line);
    add_ceremony_witness(*noun, line);
    add_ceremony_retire(*noun, line);
    add_verb<CeremonyOptions>(
        *noun, line, "rehearse", "a whole ceremony with a key that opens nothing",
        [&](CLI::App& verb, CeremonyOptions& o) {
            output(verb, o);
            keys(verb, o);
            add_card_options(verb, o.given);
            add_holder(verb, o.given);
            verb.add_flag("--read-back", o.read_back, "read the written files back, ask nobody");
        },
        rehearse_ceremony);
    add_verb<CeremonyOptions>(
        *noun, line, "print", "print pages that never came out, or one card again",
        [](CLI::App& verb, CeremonyOptions& o) {
            add_host_options(verb, o.allowed);
            add_printer_options(verb, o.printer);
            verb.add_option("--output-dir", o.output_dir, "where the pages lie")
                ->required()
                ->type_name("DIR");
            verb.add_option("--holder", o.holder, "whose card, whether printed or not")
                ->type_name("PERSON");
            verb.add_option("--group", o.group, "when the holder has several")->type_name("GROUP");
            verb.add_flag("--rehearsal", o.rehearsal, "practice cards");
        },
        print_ceremony);
    add_verb<CeremonyOptions>(
        *noun, line, "status", "where the ceremony stands", [](CLI::App&, CeremonyOptions&) {},
        show_ceremony);
    add_verb<CeremonyOptions>(
        *noun, line, "abandon", "give up a set that never became active",
        [](CLI::App& verb, CeremonyOptions& o) { verb.add_option("SET", o.set_id)->required(); },
        abandon_ceremony);
}

}  // namespace breakglass::command
