// breakglass ceremony plan

#include "ceremony_acts.h"
#include "document_options.h"
#include "opening.h"

#include <breakglass/ceremony/script.h>
#include <breakglass/console/amounts.h>
#include <breakglass/records/utc.h>

namespace breakglass::command {

namespace {

struct PlanOptions {
    DocumentOptions document;
    bool rehearsal = false;
};

Status plan(const Globals& globals, const PlanOptions& options) {
    const auto language = ceremony::script_language(options.document.language);
    if (!language) return language.error();
    const auto escrow = open_escrow(globals);
    if (!escrow) return escrow.error();
    const auto script = ceremony::script_for(escrow->policy(), *language, options.rehearsal);
    return put_out(globals, options.document,
                   {.text = [&] { return ceremony::to_text(script); },
                    .json = [&] { return ceremony::to_json(script); },
                    .pages =
                        [&] {
                            auto pages = ceremony::to_document(script);
                            pages.made_at = records::utc_text(console::now_seconds());
                            return pages;
                        }});
}

}  // namespace

void add_ceremony_plan(CLI::App& noun, CommandLine& line) {
    add_verb<PlanOptions>(
        noun, line, "plan", "the numbered script for the room",
        [](CLI::App& verb, PlanOptions& options) {
            add_document_options(verb, options.document);
            verb.add_flag("--rehearsal", options.rehearsal, "the script of a rehearsal");
        },
        plan);
}

}  // namespace breakglass::command
