// breakglass ledger verify

#include "ledger_verbs.h"
#include "opening.h"

#include <fmt/format.h>

#include <breakglass/console/printable.h>
#include <breakglass/console/report.h>
#include <breakglass/disk/read_file.h>
#include <breakglass/ledger/checkpoint.h>
#include <breakglass/ledger/examination.h>
#include <breakglass/ledger/listing.h>
#include <breakglass/ledger/proof.h>

namespace breakglass::command {

namespace {

struct VerifyOptions {
    ledger::Witnesses witnesses;
    std::string proof;
    std::vector<std::string> checkpoints;
    std::vector<std::string> verifiers;
    bool record = false;
};

/// Writes each fork that was found into the escrow's own ledger: recorded, never hidden.
Status record_forks(const Globals& globals, const ledger::Examination& found) {
    for (const ledger::Comparison& comparison : found.comparisons) {
        for (const ledger::Fork& fork : comparison.forks) {
            auto escrow = open_escrow(globals);
            if (!escrow) return std::move(escrow).error();
            const auto lock = escrow->lock(escrow::LockKind::exclusive);
            if (!lock) return lock.error();
            auto noted = escrow->record({.act = "ledger.fork",
                                         .facts = {{"from", std::to_string(fork.number)},
                                                   {"ours", ledger::head_text(found.head)},
                                                   {"theirs", ledger::head_text(fork.their_head)},
                                                   {"copy", console::printable(comparison.path)}}});
            if (!noted) return noted;
            console::note("the fork is written to the ledger");
        }
    }
    return {};
}

Status verify_ledger(const Globals& globals, const VerifyOptions& options) {
    if (!options.checkpoints.empty() || !options.verifiers.empty()) {
        return Error{ErrorKind::usage, "", "--checkpoint and --verifier belong to --proof",
                     "compare the ledger with a checkpoint: --against FILE"};
    }
    const auto folder = ledger_folder(globals);
    if (!folder) return folder.error();
    const auto found = ledger::examine(*folder, options.witnesses);
    if (!found) return found.error();
    fmt::print("{}", globals.json ? ledger::to_json(*found) : ledger::to_text(*found));
    if (found->faults.empty()) return {};
    if (options.record) {
        if (auto noted = record_forks(globals, *found); !noted) console::report(noted.error());
    }
    return found->faults.front();
}

/// What the command line trusts: the keys it names, else those of the escrow's own ledger.
Result<ledger::Trusted> trusted(const Globals& globals, const VerifyOptions& options,
                                const ledger::Proof& proof) {
    ledger::Trusted trusted;
    for (const std::string& text : options.verifiers) {
        auto verifier = note::Verifier::parse(text);
        if (!verifier) return std::move(verifier).error();
        trusted.verifiers.push_back(*std::move(verifier));
    }
    if (options.verifiers.empty() && !globals.escrow.empty()) {
        const auto opened = ledger::Ledger::open(std::filesystem::path(globals.escrow) / "ledger");
        if (!opened) return opened.error();
        trusted.verifiers = ledger::recorded_verifiers(*opened);
        // one's own ledger vouches for every head it had
        for (const std::uint64_t leaves : {proof.head.size, proof.older ? proof.older->size : 0}) {
            const std::uint64_t size = opened->first_number() + leaves;
            if (leaves > 0 && size <= opened->head().size) {
                trusted.heads.push_back(opened->head_at(size));
            }
        }
    }
    for (const std::string& file : options.checkpoints) {
        auto stored = disk::read_file(file, note::max_note_bytes);
        if (!stored) return std::move(stored).error();
        trusted.checkpoints.push_back(*std::move(stored));
    }
    for (const std::string& text : options.witnesses.heads) {
        const auto head = ledger::parse_head(text);
        if (!head) return head.error();
        trusted.heads.push_back(*head);
    }
    return trusted;
}

Status verify_proof(const Globals& globals, const VerifyOptions& options) {
    const auto stored = disk::read_file(options.proof, ledger::max_proof_bytes);
    if (!stored) return stored.error();
    const auto proof = ledger::parse_proof(*stored);
    if (!proof) return proof.error();
    const auto bases = trusted(globals, options, *proof);
    if (!bases) return bases.error();
    if (auto held = ledger::verify_proof(*proof, *bases); !held) return held;
    const std::uint64_t size = proof->first_number + proof->head.size;
    if (proof->older) {
        fmt::print("the ledger of {} entries continues the one of {}\n", size,
                   proof->first_number + proof->older->size);
        return {};
    }
    const auto entry = records::parse_entry(as_bytes(proof->entry));
    check(static_cast<bool>(entry), "a proof that held is of an entry");
    fmt::print("{}\nthis entry is among the first {} of the ledger\n", ledger::entry_line(*entry),
               size);
    return {};
}

}  // namespace

void add_ledger_verify(CLI::App& noun, CommandLine& line) {
    add_verb<VerifyOptions>(
        noun, line, "verify", "check the whole ledger, or a proof about it",
        [](CLI::App& verb, VerifyOptions& options) {
            verb.add_option("--against", options.witnesses.paths,
                            "what saw the ledger earlier: a checkpoint, a kit, a sealing file, "
                            "receipts, another copy")
                ->type_name("PATH")
                ->allow_extra_args(false);
            verb.add_option("--head", options.witnesses.heads, "a head from paper: \"SIZE HEX\"")
                ->type_name("HEAD")
                ->allow_extra_args(false);
            verb.add_flag("--record", options.record,
                          "write a fork that is found into the escrow's ledger");
            verb.add_option("--proof", options.proof, "verify this proof instead")
                ->type_name("FILE");
            verb.add_option("--checkpoint", options.checkpoints, "a signed head to trust")
                ->type_name("FILE")
                ->allow_extra_args(false);
            verb.add_option("--verifier", options.verifiers,
                            "the key that signs checkpoints; else those the ledger names")
                ->type_name("KEY")
                ->allow_extra_args(false);
        },
        [](const Globals& globals, const VerifyOptions& options) {
            return options.proof.empty() ? verify_ledger(globals, options)
                                         : verify_proof(globals, options);
        });
}

}  // namespace breakglass::command
