// breakglass ceremony witness

#include "ceremony_acts.h"
#include "opening.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <breakglass/console/amounts.h>
#include <breakglass/console/printable.h>
#include <breakglass/console/report.h>
#include <breakglass/disk/read_file.h>
#include <breakglass/transcript/witness.h>

namespace breakglass::command {

namespace {

struct WitnessOptions {
    std::string set_id, statement, sign_as, key;
    bool text_only = false;
};

/// What is taken in: a statement made elsewhere, or one signed now.
Result<Bytes> signed_statement(const Globals& globals, const WitnessOptions& options,
                               const escrow::Directory& escrow, const transcript::Pin& pin) {
    const auto signer = people::find_signer(
        escrow.policy(), key_choice(globals, {.key = options.key, .person = options.sign_as}));
    if (!signer) return signer.error();
    const auto said =
        transcript::witness_statement(escrow, pin, signer->person, console::now_seconds());
    if (!said) return said.error();
    const auto own = people::sign_statement(*said, *signer);
    if (!own) return own.error();
    return own->stored;
}

Status print_text(const escrow::Directory& escrow, const transcript::Pin& pin,
                  const std::string& person) {
    if (person.empty()) {
        return Error{ErrorKind::usage, "WITNESS-WHO", "whose statement is it?",
                     "add --sign-as PERSON"};
    }
    const auto said = transcript::witness_statement(escrow, pin, person, console::now_seconds());
    if (!said) return said.error();
    const auto text = statement::to_text(*said);
    if (!text) return text.error();
    fmt::print("{}", *text);
    console::note("to sign it: ssh-keygen -Y sign -n breakglass.witness -f KEY TEXT");
    console::note(
        "to take it in: cat TEXT TEXT.sig > FILE; breakglass ceremony witness --statement FILE");
    return {};
}

Status witness(const Globals& globals, const WitnessOptions& options) {
    auto escrow = open_escrow(globals);
    if (!escrow) return escrow.error();
    const auto lock = escrow->lock(escrow::LockKind::exclusive);
    if (!lock) return lock.error();
    Result<Bytes> stored = Bytes();
    if (!options.statement.empty()) {
        stored = disk::read_file(options.statement,
                                 statement::max_statement_bytes + statement::max_signature_bytes);
    } else {
        const auto pin = transcript::pin(*escrow, options.set_id);
        if (!pin) return pin.error();
        if (options.text_only) return print_text(*escrow, *pin, options.sign_as);
        stored = signed_statement(globals, options, *escrow, *pin);
    }
    if (!stored) return std::move(stored).error();
    const auto taken = transcript::take_in(*escrow, *stored);
    if (!taken) return taken.error();
    if (globals.json) {
        const nlohmann::ordered_json one{{"set", taken->set_id},
                                         {"signer", taken->signer},
                                         {"record", taken->record},
                                         {"ledger_size", taken->size},
                                         {"already", taken->already}};
        fmt::print("{}\n", one.dump());
        return {};
    }
    fmt::print("{} signed the record of set {} at {} ledger entries{}\nSHA-256 {}\n",
               console::printable(taken->signer), taken->set_id, taken->size,
               taken->already ? ", as before" : "", taken->record);
    console::note("the signed text: breakglass ceremony record --set " + taken->set_id + " --at " +
                  std::to_string(taken->size));
    return {};
}

}  // namespace

void add_ceremony_witness(CLI::App& noun, CommandLine& line) {
    add_verb<WitnessOptions>(
        noun, line, "witness", "sign the record of a ceremony",
        [](CLI::App& verb, WitnessOptions& options) {
            verb.add_option("--set", options.set_id, "whose ceremony; else the newest one")
                ->type_name("SET");
            verb.add_option("--sign-as", options.sign_as, "who signs; else whose key it is")
                ->type_name("PERSON");
            auto* key = verb.add_option("--key", options.key, "an SSH key; without it, the agent's")
                            ->type_name("FILE");
            auto* text = verb.add_flag("--text-only", options.text_only,
                                       "print the text to sign with ssh-keygen; needs --sign-as");
            verb.add_option("--statement", options.statement,
                            "take in a text and its signature, made elsewhere")
                ->type_name("FILE")
                ->excludes(key)
                ->excludes(text);
        },
        witness);
}

}  // namespace breakglass::command
