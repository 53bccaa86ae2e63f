// breakglass incident contribute

#include "incident_verbs.h"

#include <filesystem>

#include <fmt/format.h>

#include <breakglass/catalog/catalog.h>
#include <breakglass/ceremony/identities.h>
#include <breakglass/ceremony/pending.h>
#include <breakglass/console/amounts.h>
#include <breakglass/console/printable.h>
#include <breakglass/console/report.h>
#include <breakglass/contribution/give.h>
#include <breakglass/disk/new_file.h>

namespace breakglass::command {

namespace {

using reading::Reading;

struct ContributeOptions {
    std::string name, output, set_id;
    std::string words, picture, document, scan, age_file, passphrase_file;
    bool typed = false;
    bool yes = false;
    bool allow_unlocked_memory = false;
    std::vector<std::string> identities;
    SigningOptions signing;
};

/// The case of that name, or the case file that lies there.
Result<cases::Docketed> find_case(const escrow::Directory& escrow, const std::string& name) {
    std::error_code unknown;
    if (std::filesystem::is_regular_file(name, unknown))
        return cases::load_file(escrow, name, console::now_seconds());
    return cases::load(escrow, name, console::now_seconds());
}

/// The manifests that the card is held against.
Status find_manifests(escrow::Directory& escrow, const std::string& wanted,
                      contribution::OwnReading& own) {
    std::string set_id = wanted;
    if (set_id.empty()) {
        const auto active = escrow.catalog().share_sets().active();
        if (!active) return active.error();
        if (!*active) {
            return Error{ErrorKind::usage, "CUSTODIAN-NO-SET", "no share set is active",
                         "name the set on the card: --set SET"};
        }
        set_id = (*active)->id;
    }
    const auto stored = escrow.read_manifest(set_id);
    if (!stored) return stored.error();
    auto manifest = records::parse_manifest(*stored);
    if (!manifest) return std::move(manifest).error();
    own.manifest = *std::move(manifest);
    auto others = ceremony::other_manifests(escrow, set_id);
    if (!others) return std::move(others).error();
    own.others = *std::move(others);
    return {};
}

/// What the options name, read or typed now.
Result<Reading> reading_of(const Globals& globals, const ContributeOptions& options,
                           const records::Manifest& manifest) {
    if (options.typed) {
        auto terminal = console::open_terminal(globals.non_interactive, "--words FILE, --qr PNG");
        if (!terminal) return std::move(terminal).error();
        return reading::type_card(**terminal, manifest);
    }
    Reading reading;
    const auto choose = [&reading](Reading::Medium medium, const std::string& path) {
        if (path.empty()) return;
        reading.medium = medium;
        reading.path = path;
    };
    choose(Reading::Medium::words, options.words);
    choose(Reading::Medium::qr, options.picture);
    choose(Reading::Medium::pdf, options.document);
    choose(Reading::Medium::scan, options.scan);
    choose(Reading::Medium::age_file, options.age_file);
    return reading;
}

Result<contribution::OwnCard> read_card(const Globals& globals, const ContributeOptions& options,
                                        escrow::Directory& escrow, const std::string& person) {
    contribution::OwnReading own;
    own.child = {.allow_unlocked = options.allow_unlocked_memory};
    if (auto found = find_manifests(escrow, options.set_id, own); !found)
        return std::move(found).error();
    const auto identities = ceremony::read_identities(
        options.identities,
        {.file = options.passphrase_file, .non_interactive = globals.non_interactive});
    if (!identities) return identities.error();
    own.identities = ceremony::borrowed(*identities);
    auto reading = reading_of(globals, options, own.manifest);
    if (!reading) return std::move(reading).error();
    own.reading = *std::move(reading);
    return contribution::read_own_card(own, person);
}

Status contribute(const Globals& globals, const ContributeOptions& options) {
    auto escrow = open_escrow(globals);
    if (!escrow) return escrow.error();
    const auto docketed = find_case(*escrow, options.name);
    if (!docketed) return docketed.error();
    const auto signer = people::find_signer(escrow->policy(), key_choice(globals, options.signing));
    if (!signer) return signer.error();
    // Nobody takes the card out of its envelope for a case that may not have it.
    const auto may = contribution::may_give(*docketed, escrow->policy(), signer->person);
    if (!may) return may;
    const cases::Request& request = docketed->it.request;
    fmt::print(stderr, "{}", cases::to_text(*docketed));
    auto output = disk::NewFile::create(options.output);
    if (!output) return std::move(output).error();
    const auto card = read_card(globals, options, *escrow, signer->person);
    if (!card) return card.error();
    fmt::print(stderr, "{}", contribution::to_text(*card, request));
    if (!options.yes) {
        auto terminal = console::open_terminal(globals.non_interactive, "answer with --yes");
        if (!terminal) return std::move(terminal).error();
        const auto yes = console::confirm(**terminal, "Give your share to this case?");
        if (!yes) return yes.error();
        if (!*yes) {
            return Error{
                ErrorKind::failed, "CONTRIBUTION-NOT-GIVEN",
                "nothing was signed and nothing was written",
                "to stop the case: breakglass case stop " + request.case_name + " --reason TEXT"};
        }
    }
    const auto file =
        contribution::make_contribution(docketed->it, *card, *signer, console::now_seconds());
    if (!file) return file.error();
    Status written = output->write(*file);
    if (written) written = output->publish();
    if (!written) return written;
    fmt::print("{}\n", options.output);
    console::note("send it to the desk, by any way; nobody on that way can read it");
    return {};
}

void describe(CLI::App& verb, ContributeOptions& o) {
    verb.add_option("CASE", o.name, "its name, the beginning of it, or a case file")->required();
    auto* card = verb.add_option_group("card")->require_option(1);
    card->add_option("--words", o.words, "the card as text; - is standard input")
        ->type_name("FILE");
    card->add_option("--qr", o.picture, "a picture of the card")->type_name("PNG");
    card->add_option("--pdf", o.document, "a scanned page with the card")->type_name("FILE");
    card->add_option("--scan", o.scan, "what a hand scanner typed")->type_name("FILE");
    card->add_flag("--typed", o.typed, "type the words, on a private screen");
    card->add_option("--age-file", o.age_file, "an encrypted share")->type_name("FILE");
    verb.add_option("--output", o.output, "the file to send")->required()->type_name("FILE");
    verb.add_option("--set", o.set_id, "else the active set of the escrow")->type_name("SET");
    verb.add_option("--identity", o.identities, "opens the age file")->type_name("FILE");
    verb.add_option("--passphrase-file", o.passphrase_file, "of the identity file")
        ->type_name("FILE");
    verb.add_flag("--yes", o.yes, "do not ask back");
    verb.add_flag("--allow-unlocked-memory", o.allow_unlocked_memory,
                  "read a picture where memory cannot be locked");
    add_signing(verb, o.signing);
}

}  // namespace

void add_incident_contribute(CLI::App& noun, CommandLine& line) {
    add_verb<ContributeOptions>(noun, line, "contribute",
                                "give your share from afar, encrypted to one approved case",
                                describe, contribute);
}

}  // namespace breakglass::command
