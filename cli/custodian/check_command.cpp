// breakglass custodian check

#include "custodian_verbs.h"
#include "opening.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <breakglass/catalog/catalog.h>
#include <breakglass/ceremony/identities.h>
#include <breakglass/ceremony/pending.h>
#include <breakglass/console/amounts.h>
#include <breakglass/console/printable.h>
#include <breakglass/console/report.h>
#include <breakglass/custodian/check.h>
#include <breakglass/custodian/seen_cards.h>
#include <breakglass/disk/read_file.h>

namespace breakglass::command {

namespace {

using reading::Reading;

struct CheckOptions {
    std::string words, picture, age_file, manifest, set_id, holder, passphrase_file;
    std::vector<std::string> identities;
    SigningOptions signing;
    bool text_only = false;
    bool allow_unlocked_memory = false;
};

Reading reading_of(const CheckOptions& options) {
    Reading reading;
    reading.holder = options.holder;
    if (!options.picture.empty()) {
        reading.medium = Reading::Medium::qr;
        reading.path = options.picture;
    } else if (!options.age_file.empty()) {
        reading.medium = Reading::Medium::age_file;
        reading.path = options.age_file;
    } else {
        reading.path = options.words;
    }
    return reading;
}

/// The manifest that the options name: a file, or that of a set of the escrow.
Status find_manifest(const Globals& globals, const CheckOptions& options,
                     custodian::CheckRequest& request) {
    if (!options.manifest.empty()) {
        auto stored = disk::read_file(options.manifest, records::max_manifest_bytes);
        if (!stored) return std::move(stored).error();
        request.manifest = *std::move(stored);
        return {};
    }
    auto escrow = open_escrow(globals);
    if (!escrow) return escrow.error();
    std::string set_id = options.set_id;
    if (set_id.empty()) {
        const auto active = escrow->catalog().share_sets().active();
        if (!active) return active.error();
        if (!*active) {
            return Error{ErrorKind::usage, "CUSTODIAN-NO-SET", "no share set is active",
                         "name the set on the card: --set SET"};
        }
        set_id = (*active)->id;
    }
    auto stored = escrow->read_manifest(set_id);
    if (!stored) return std::move(stored).error();
    request.manifest = *std::move(stored);
    auto others = ceremony::other_manifests(*escrow, set_id);
    if (!others) return std::move(others).error();
    request.others = *std::move(others);
    return {};
}

/// The statement, signed if there is a key for it; its text alone to sign elsewhere.
Result<std::string> statement_of(const Globals& globals, const CheckOptions& options,
                                 const custodian::CheckedCard& card) {
    people::KeyChoice choice = key_choice(globals, options.signing);
    if (choice.person.empty()) choice.person = card.holder;
    const auto said = custodian::to_statement(card, choice.person, console::now_seconds());
    if (options.text_only) return statement::to_text(said);
    if (choice.file.empty()) return std::string();
    const auto signer = people::signer_with(choice);
    if (!signer) return signer.error();
    const auto own = people::sign_statement(said, *signer);
    if (!own) return own.error();
    return std::string(as_text(own->stored));
}

Status check(const Globals& globals, const CheckOptions& options) {
    custodian::CheckRequest request;
    request.reading = reading_of(options);
    request.child = {.allow_unlocked = options.allow_unlocked_memory};
    if (auto found = find_manifest(globals, options, request); !found) return found;
    const auto identities = ceremony::read_identities(
        options.identities,
        {.file = options.passphrase_file, .non_interactive = globals.non_interactive});
    if (!identities) return identities.error();
    request.identities = ceremony::borrowed(*identities);
    auto seen_file = custodian::default_seen_file();
    if (!seen_file) return std::move(seen_file).error();
    request.seen_file = *std::move(seen_file);

    const auto card = custodian::check_card(request);
    if (!card) return card.error();
    const std::string verdict = fmt::format("this is the right card: {} {} of set {}, held by {}",
                                            console::printable(card->group), card->number,
                                            card->set_id, console::printable(card->holder));
    const auto said = statement_of(globals, options, *card);
    if (globals.json) {
        const nlohmann::ordered_json one{{"right", true},
                                         {"escrow", card->escrow},
                                         {"set", card->set_id},
                                         {"group", card->group},
                                         {"number", card->number},
                                         {"holder", card->holder},
                                         {"manifest", to_hex(card->manifest)},
                                         {"how", card->how},
                                         {"statement", said ? *said : std::string()}};
        fmt::print("{}\n", one.dump());
    } else {
        console::note(verdict);
        if (said) fmt::print("{}", *said);
    }
    if (!said) return said.error();
    if (options.text_only) {
        console::note("to sign it: ssh-keygen -Y sign -n breakglass.card-check -f KEY TEXT");
        console::note("to take it in: cat TEXT TEXT.sig > FILE; breakglass custodian record FILE");
    } else if (said->empty()) {
        console::note("nothing was signed: --key KEY makes a statement for the escrow");
    } else {
        console::note("give the statement to the escrow: breakglass custodian record FILE");
    }
    return {};
}

}  // namespace

void add_custodian_check(CLI::App& noun, CommandLine& line) {
    add_verb<CheckOptions>(
        noun, line, "check", "whether a card is the right one, alone and at home",
        [](CLI::App& verb, CheckOptions& o) {
            auto* card = verb.add_option_group("card")->require_option(1);
            card->add_option("--words", o.words, "the card as text; - is standard input")
                ->type_name("FILE");
            card->add_option("--qr", o.picture, "a picture of the card")->type_name("PNG");
            card->add_option("--age-file", o.age_file, "an encrypted share")->type_name("FILE");
            verb.add_option("--manifest", o.manifest, "of the set, from a kit; else --escrow")
                ->type_name("FILE");
            verb.add_option("--set", o.set_id, "else the active set of the escrow")
                ->type_name("SET");
            verb.add_option("--holder", o.holder, "whose card it is")->type_name("PERSON");
            verb.add_option("--identity", o.identities, "opens the age file")->type_name("FILE");
            verb.add_option("--passphrase-file", o.passphrase_file, "of the identity file")
                ->type_name("FILE");
            verb.add_flag("--text-only", o.text_only, "print the text to sign with ssh-keygen");
            verb.add_flag("--allow-unlocked-memory", o.allow_unlocked_memory,
                          "read a picture where memory cannot be locked");
            add_signing(verb, o.signing);
        },
        check);
}

}  // namespace breakglass::command
