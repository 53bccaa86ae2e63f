// breakglass ceremony record

#include "ceremony_acts.h"
#include "document_options.h"
#include "opening.h"

#include <cstdint>
#include <optional>

#include <fmt/format.h>

#include <breakglass/ceremony/script.h>
#include <breakglass/console/report.h>
#include <breakglass/disk/read_file.h>
#include <breakglass/transcript/transcript.h>
#include <breakglass/transcript/verification.h>

namespace breakglass::command {

namespace {

struct RecordOptions {
    DocumentOptions document;
    std::string set_id, verify;
    std::optional<std::uint64_t> at;
};

Status verify(const Globals& globals, const escrow::Directory& escrow, const std::string& file) {
    const auto given = disk::read_file(file, transcript::max_record_bytes);
    if (!given) return given.error();
    const auto verified = transcript::verify(escrow, *given);
    if (!verified) return verified.error();
    fmt::print("{}",
               globals.json ? transcript::to_json(*verified) : transcript::to_text(*verified));
    if (verified->faults.empty()) return {};
    for (std::size_t i = 1; i < verified->faults.size(); ++i)
        console::report(verified->faults[i]);
    return verified->faults.front();
}

Status record(const Globals& globals, const RecordOptions& options) {
    // The languages are those of the script, and so is the refusal.
    if (const auto known = ceremony::script_language(options.document.language); !known)
        return known.error();
    const auto escrow = open_escrow(globals);
    if (!escrow) return escrow.error();
    if (!options.verify.empty()) return verify(globals, *escrow, options.verify);
    const auto made = transcript::compile(*escrow, {.set_id = options.set_id, .at = options.at});
    if (!made) return made.error();
    const page::Language language = options.document.page_language();
    return put_out(globals, options.document,
                   {.text = [&] { return transcript::to_text(*made, language); },
                    .json = [&] { return transcript::to_json(*made); },
                    .pages = [&] { return transcript::to_document(*made, language); }});
}

}  // namespace

void add_ceremony_record(CLI::App& noun, CommandLine& line) {
    add_verb<RecordOptions>(
        noun, line, "record", "what happened, made from the ledger",
        [](CLI::App& verb, RecordOptions& options) {
            verb.add_option("--set", options.set_id, "whose ceremony; else the newest one")
                ->type_name("SET");
            verb.add_option("--at", options.at, "as of so many entries of the ledger")
                ->type_name("SIZE");
            add_document_options(verb, options.document);
            verb.add_option("--verify", options.verify, "compare this text with the ledger")
                ->type_name("FILE")
                ->excludes("--set")
                ->excludes("--at")
                ->excludes("--output");
        },
        record);
}

}  // namespace breakglass::command
