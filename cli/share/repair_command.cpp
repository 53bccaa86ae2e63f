#include "repair_command.h"

#include <breakglass/console/report.h>
#include <breakglass/console/terminal.h>
#include <breakglass/disk/file_stream.h>
#include <breakglass/share/inspect.h>
#include <breakglass/share/repair.h>

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
    const bool ask = !options.output.empty();
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

void add_share_inspect(CLI::App& noun, CommandLine& line) {
    add_verb<InspectOptions>(
        noun, line, "inspect", "show what shares say about themselves",
        [](CLI::App& verb, InspectOptions& options) {
            verb.add_option("files", options.files)->required()->type_name("WORDS-FILE|-");
        },
        run_inspect);
}

void add_share_repair(CLI::App& noun, CommandLine& line) {
    add_verb<RepairOptions>(
        noun, line, "repair", "find a wrong word, or up to three illegible ones",
        [](CLI::App& verb, RepairOptions& options) {
            verb.add_option("file", options.file)->required()->type_name("WORDS-FILE|-");
            verb.add_option("--output", options.output, "a new file for the confirmed words")
                ->type_name("OUT");
        },
        run_repair);
}

}  // namespace breakglass::command
