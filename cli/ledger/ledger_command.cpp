// breakglass ledger show | export

#include "ledger_verbs.h"

#include <cstdio>
#include <optional>

#include <fmt/format.h>
#include <syslog.h>
#include <unistd.h>

#include <breakglass/console/report.h>
#include <breakglass/disk/new_file.h>
#include <breakglass/ledger/listing.h>

namespace breakglass::command {

namespace {

constexpr const char* syslog_socket = "/dev/log";

struct ShowOptions {
    ledger::Selection selection;
};

Status show(const Globals& globals, const ShowOptions& options) {
    const auto folder = ledger_folder(globals);
    if (!folder) return folder.error();
    std::optional<ledger::Break> broken;
    const auto opened = ledger::Ledger::open_sound_part(*folder, broken);
    if (!opened) return opened.error();
    const auto print = globals.json ? ledger::show_json : ledger::show_text;
    fmt::print("{}", print(*opened, options.selection, broken));
    if (opened->unfinished_bytes() > 0) {
        console::warn(
            fmt::format("{} bytes after the last entry are of a line that was never "
                        "written to its end",
                        opened->unfinished_bytes()));
    }
    if (broken) return broken->error;
    return {};
}

struct ExportOptions {
    std::string output;
    std::uint64_t from = 0;
    bool syslog = false;
};

Status send_to_syslog(const ledger::Ledger& ledger, std::uint64_t from) {
    // syslog(3) says nothing when nobody listens
    if (::access(syslog_socket, W_OK) != 0) {
        return Error{ErrorKind::failed, "LEDGER-SYSLOG",
                     fmt::format("no syslog listens at {}, nothing was sent", syslog_socket),
                     "start it, or write a file: breakglass ledger export --output FILE"};
    }
    ::openlog("breakglass", LOG_PID | LOG_NDELAY, LOG_AUTHPRIV);
    std::uint64_t sent = 0;
    for (const records::LedgerEntry& entry : ledger.entries()) {
        if (entry.number < from) continue;
        ::syslog(LOG_AUTHPRIV | LOG_NOTICE, "%s", ledger::syslog_line(ledger, entry).c_str());
        ++sent;
    }
    ::closelog();
    console::note(fmt::format("{} entries went to syslog, facility authpriv", sent));
    return {};
}

Status export_entries(const Globals& globals, const ExportOptions& options) {
    const auto folder = ledger_folder(globals);
    if (!folder) return folder.error();
    const auto opened = ledger::Ledger::open(*folder);
    if (!opened) return opened.error();
    if (options.syslog) return send_to_syslog(*opened, options.from);
    std::string lines;
    for (const records::LedgerEntry& entry : opened->entries()) {
        if (entry.number < options.from) continue;
        // the one spelling of an entry is what is stored
        lines += as_text(records::encode_entry(entry));
        lines += '\n';
    }
    if (!options.output.empty()) return disk::write_new_file(options.output, as_bytes(lines));
    fmt::print("{}", lines);
    return {};
}

}  // namespace

Result<std::filesystem::path> ledger_folder(const Globals& globals) {
    const auto escrow = globals.escrow_directory();
    if (!escrow) return escrow.error();
    return std::filesystem::path(*escrow) / "ledger";
}

void add_ledger(CLI::App& app, CommandLine& line) {
    CLI::App* noun = add_noun(app, "ledger", "the record of everything that happened");
    add_verb<ShowOptions>(
        *noun, line, "show", "the entries, one line each",
        [](CLI::App& verb, ShowOptions& options) {
            verb.add_option("--last", options.selection.last, "only this many")->type_name("N");
            verb.add_option("--case", options.selection.case_name, "only of one case")
                ->type_name("CASE");
            verb.add_option("--act", options.selection.act, "only kek.create, or kek for all of it")
                ->type_name("ACT");
        },
        show);
    add_ledger_verify(*noun, line);
    add_ledger_prove(*noun, line);
    add_ledger_checkpoint(*noun, line);
    add_ledger_continue(*noun, line);
    add_verb<ExportOptions>(
        *noun, line, "export", "the stored lines, for other programs",
        [](CLI::App& verb, ExportOptions& options) {
            auto* file = verb.add_option("--output", options.output,
                                         "a new file; else standard "
                                         "output");
            verb.add_option("--from", options.from, "the first entry")->type_name("NUMBER");
            verb.add_flag("--syslog", options.syslog, "one message each, facility authpriv")
                ->excludes(file);
        },
        export_entries);
}

}  // namespace breakglass::command
