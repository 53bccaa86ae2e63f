#include "outside_escrow.h"
#include "repair_command.h"

#include <fmt/format.h>

#include <breakglass/console/report.h>
#include <breakglass/disk/file_stream.h>
#include <breakglass/share/combine.h>
#include <breakglass/share/split.h>

namespace breakglass::command {

namespace {

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

struct CombineOptions {
    share::CombineRequest request;
    bool outside_escrow = false;
};

void describe_combine(CLI::App& verb, CombineOptions& options) {
    share::CombineRequest& request = options.request;
    verb.add_option("files", request.files, "files of words: one share a line, or QR texts")
        ->required()
        ->type_name("WORDS-FILE|-");
    verb.add_option("--output", request.output, "a new file, or - for standard output")
        ->required()
        ->type_name("OUT|-");
    describe_form(verb, request.form);
    verb.add_option("--passphrase-file", request.passphrase_file, "the passphrase of the set")
        ->type_name("FILE");
    verb.add_flag("--outside-escrow", options.outside_escrow,
                  "also the key of the escrow at hand; recorded, and owes a rotation");
}

Status run_combine(const Globals& globals, const CombineOptions& options) {
    share::CombineRequest request = options.request;
    request.may_write = outside_escrow(globals, options.outside_escrow);
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

}  // namespace

void add_share(CLI::App& app, CommandLine& line) {
    CLI::App* noun =
        add_noun(app, "share", "split a secret and rejoin it (SLIP-39), no escrow needed");
    add_verb<share::SplitRequest>(*noun, line, "split", "split a secret into share files",
                                  describe_split, run_split);
    add_verb<CombineOptions>(*noun, line, "combine", "rejoin a secret from files of words",
                             describe_combine, run_combine);
    add_share_inspect(*noun, line);
    add_share_repair(*noun, line);
}

}  // namespace breakglass::command
