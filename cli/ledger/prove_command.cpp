// breakglass ledger prove

#include "ledger_verbs.h"

#include <optional>

#include <fmt/format.h>

#include <breakglass/console/report.h>
#include <breakglass/disk/new_file.h>
#include <breakglass/ledger/comparison.h>
#include <breakglass/ledger/proof.h>

namespace breakglass::command {

namespace {

struct ProveOptions {
    std::optional<std::uint64_t> number;
    std::optional<std::uint64_t> from;
    std::optional<std::uint64_t> size;
    std::string output;
};

Status prove(const Globals& globals, const ProveOptions& options) {
    if (options.number.has_value() == options.from.has_value()) {
        return Error{ErrorKind::usage, "", "either a NUMBER or --from is needed",
                     "breakglass ledger prove 17, or breakglass ledger prove --from 30"};
    }
    const auto folder = ledger_folder(globals);
    if (!folder) return folder.error();
    const auto opened = ledger::Ledger::open(*folder);
    if (!opened) return opened.error();
    const auto proof = options.number ? ledger::prove_entry(*opened, *options.number, options.size)
                                      : ledger::prove_growth(*opened, *options.from, options.size);
    if (!proof) return proof.error();
    const std::string text = ledger::encode_proof(*proof);
    if (options.output.empty()) {
        fmt::print("{}", text);
    } else if (auto written = disk::write_new_file(options.output, as_bytes(text)); !written) {
        return written;
    }
    if (proof->checkpoint.empty()) {
        const tree::Head shown{proof->first_number + proof->head.size, proof->head.root};
        console::note("no checkpoint has this size; whoever verifies needs the head from paper: " +
                      ledger::head_text(shown));
    }
    return {};
}

}  // namespace

void add_ledger_prove(CLI::App& noun, CommandLine& line) {
    add_verb<ProveOptions>(
        noun, line, "prove", "that an entry is in the ledger, or that the ledger only grew",
        [](CLI::App& verb, ProveOptions& options) {
            verb.add_option("NUMBER", options.number, "the entry");
            verb.add_option("--from", options.from,
                            "prove that it continues the ledger of this size")
                ->type_name("SIZE");
            verb.add_option("--size", options.size, "in the ledger of this size")
                ->type_name("SIZE");
            verb.add_option("--output", options.output, "a new file; else standard output")
                ->type_name("FILE");
        },
        prove);
}

}  // namespace breakglass::command
