#include "command_line.h"

#include <fmt/format.h>

#include <breakglass/console/report.h>
#include <breakglass/console/terminal.h>
#include <breakglass/disk/file_stream.h>
#include <breakglass/share/combine.h>
#include <breakglass/share/inspect.h>
#include <breakglass/share/repair.h>
#include <breakglass/share/split.h>

namespace breakglass::command {

namespace {

struct InspectOptions {
    std::vector<std::string> files;
};

struct RepairOptions {
    std::string file;
    std::string output;
};

Status print(ByteView text) {
    return disk::FileSink::standard_output().write(text);
}

void describe_form(CLI::App& verb, share::SecretForm& form) {
    auto* hex = verb.add_flag_callback(
        "--hex", [&form] { form = share::SecretForm::hex; }, "the secret as hex digits");
    verb.add_flag_callback(
            "--identity", [&form] { form = share::SecretForm::identity; },
            "the secret as an age identity")
        ->excludes(hex);
}

void describe_split(CLI::App& verb, share::SplitRequest& request) {
    verb.add_option("--threshold", request.threshold, "how many shares are needed")->type_name("K");
    verb.add_option("--shares", request.shares, "how many there are")->type_name("N");
    verb.add_option("--group", request.groups, "a group, K of its N shares needed")
        ->type_name("NAME=K/N")
        ->allow_extra_args(false);
    verb.add_option("--groups-required", request.groups_required, "how many groups are needed")
        ->type_name("G");
    verb.add_option("--secret-file", request.secret_file,
                    "the secret, 16 to 256 bytes; without it a new age identity is made")
        ->type_name("F|-");
    describe_form(verb, request.form);
    verb.add_option("--passphrase-file", request.passphrase_file,
                    "a passphrase that is needed besides the shares")
        ->type_name("FILE");
    verb.add_flag("--extendable", request.extendable, "set the extendable flag of SLIP-39");
    verb.add_option("--iteration-exponent", request.iteration_exponent,
                    "10,000 * 2^E rounds over the passphrase")
        ->type_name("E");
    verb.add_option("--output-dir", request.output_dir, "where the share files go")
        ->required()
        ->type_name("DIR");
}

Status run_split(const Globals& globals, const share::SplitRequest& request) {
    const auto outcome = share::split(request);
    if (!outcome) return outcome.error();
    console::note(fmt::format("wrote {} share files to {}; opens with {}", outcome->files.size(),
                              request.output_dir, outcome->opens_with));
    return print(as_bytes(share::split_text(*outcome, globals.json)));
}

void describe_combine(CLI::App& verb, share::CombineRequest& request) {
    verb.add_option("files", request.files, "files of words: one share a line, or QR texts")
        ->required()
        ->type_name("WORDS-FILE|-");
    verb.add_option("--output", request.output, "a new file, or - for standard output")
        ->required()
        ->type_name("OUT|-");
    describe_form(verb, request.form);
    verb.add_option("--passphrase-file", request.passphrase_file, "the passphrase of the set")
        ->type_name("FILE");
}

Status run_combine(const Globals& globals, const share::CombineRequest& request) {
    const auto outcome = share::combine(request);
    if (!outcome) return outcome.error();
    for (const std::string& name : outcome->left_out) {
        console::warn(fmt::format("{} contradicts the other shares and was left out", name),
                      "compare it with its card: it is damaged, misread or forged");
    }
    for (const std::string& name : outcome->repeated) {
        console::note(fmt::format("{} repeats an earlier share and counts once", name));
    }
    for (const std::string& name : outcome->unchecked) {
        console::note(fmt::format("{} is of a group that is not complete and was not used", name));
    }
    if (!outcome->has_digest) {
        console::warn(
            "a single share carries no check of its secret; compare it with what you know");
    }
    if (!outcome->recipient.empty()) console::note("the identity of " + outcome->recipient);
    if (!globals.json || request.output == "-") return {};
    return print(as_bytes(share::combine_json(*outcome)));
}

Status run_inspect(const Globals& globals, const InspectOptions& options) {
    auto inspection = share::inspect(options.files, globals.json);
    if (!inspection) return std::move(inspection).error();
    Status printed = print(as_bytes(inspection->text));
    if (!printed || inspection->problems.empty()) return printed;
    for (std::size_t at = 0; at + 1 < inspection->problems.size(); ++at) {
        console::report(inspection->problems[at]);
    }
    return inspection->problems.back();
}

Status run_repair(const Globals& globals, const RepairOptions& options) {
    const bool ask = !options.output.empty() && !globals.json;
    std::unique_ptr<console::Terminal> terminal;
    if (ask) {
        auto opened =
            console::open_terminal(globals.non_interactive,
                                   "a repair must be confirmed by whoever holds the card; "
                                   "without --output it is only shown");
        if (!opened) return std::move(opened).error();
        terminal = *std::move(opened);
    }
    const auto lines = share::find_repairs(options.file, terminal.get());
    if (!lines) return lines.error();
    if (ask) return share::confirm_repairs(*lines, *terminal, options.output);
    return print(share::repairs_text(*lines, globals.json).expose());
}

}  // namespace

void add_share(CLI::App& app, CommandLine& line) {
    CLI::App* noun =
        add_noun(app, "share", "split a secret and rejoin it (SLIP-39), no escrow needed");
    add_verb<share::SplitRequest>(*noun, line, "split", "split a secret into share files",
                                  describe_split, run_split);
    add_verb<share::CombineRequest>(*noun, line, "combine", "rejoin a secret from files of words",
                                    describe_combine, run_combine);
    add_verb<InspectOptions>(
        *noun, line, "inspect", "show what shares say about themselves",
        [](CLI::App& verb, InspectOptions& options) {
            verb.add_option("files", options.files)->required()->type_name("WORDS-FILE|-");
        },
        run_inspect);
    add_verb<RepairOptions>(
        *noun, line, "repair", "find a wrong word, or up to three illegible ones",
        [](CLI::App& verb, RepairOptions& options) {
            verb.add_option("file", options.file)->required()->type_name("WORDS-FILE|-");
            verb.add_option("--output", options.output, "a new file for the confirmed words")
                ->type_name("OUT");
        },
        run_repair);
}

}  // namespace breakglass::command
