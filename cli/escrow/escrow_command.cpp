// breakglass escrow init | status | kit | open

#include "escrow_verbs.h"
#include "opening.h"

#include <cstdio>

#include <fmt/format.h>

#include <breakglass/cases/docket.h>
#include <breakglass/console/amounts.h>
#include <breakglass/console/printable.h>
#include <breakglass/console/report.h>
#include <breakglass/disk/read_file.h>
#include <breakglass/escrow/directory.h>
#include <breakglass/escrow/kit.h>
#include <breakglass/escrow/overview.h>
#include <breakglass/escrow/templates.h>
#include <breakglass/reach/findings.h>

namespace breakglass::command {

using escrow::Directory;

namespace {

struct InitOptions {
    std::string policy_file;
    std::string template_name;
    std::string directory;
};

Status init(const InitOptions& options) {
    Bytes policy;
    if (options.template_name.empty()) {
        auto read = disk::read_file(options.policy_file, policy::max_policy_bytes);
        if (!read) return std::move(read).error();
        policy = *std::move(read);
    } else {
        const auto found = escrow::policy_template(options.template_name);
        if (!found) return found.error();
        policy.assign(found->begin(), found->end());
    }
    const auto made = Directory::create(options.directory, policy);
    if (!made) return made.error();
    for (const reach::Finding& finding : reach::findings(made->policy(), {})) {
        if (finding.weight != reach::Weight::serious) continue;
        console::warn(fmt::format("{} [{}]", finding.message, finding.rule), finding.mend);
    }
    console::note(fmt::format("escrow {} is ready in {}", console::quoted(made->policy().escrow),
                              console::quoted(made->path().string())));
    return {};
}

struct StatusOptions {};

escrow::CaseCounts count(const std::vector<cases::Docketed>& docketed) {
    escrow::CaseCounts counts;
    for (const cases::Docketed& it : docketed) {
        switch (it.standing.state) {
            case cases::State::collecting:
            case cases::State::cooling_off:
                ++counts.waiting;
                break;
            case cases::State::open:
            case cases::State::in_use:
                ++counts.usable;
                break;
            default:
                break;
        }
    }
    return counts;
}

Status show_status(const Globals& globals) {
    auto opened = open_escrow(globals);
    if (!opened) return opened.error();
    const std::int64_t now = console::now_seconds();
    auto overview = escrow::look_at(*opened, now);
    if (!overview) return std::move(overview).error();
    const auto docketed = cases::all(*opened, now);
    if (!docketed) return docketed.error();
    overview->cases = count(*docketed);
    fmt::print("{}", globals.json ? escrow::to_json(*overview) : escrow::to_text(*overview));
    if (overview->owed.empty()) return {};
    return Error{ErrorKind::owed, "ESCROW-OWED", overview->owed.front(),
                 "breakglass rotation status says what to do"};
}

struct KitOptions {
    std::string kit;
    std::string directory;
};

Status write_kit(const Globals& globals, const KitOptions& options) {
    auto opened = open_escrow(globals);
    if (!opened) return opened.error();
    const auto kit = escrow::write_kit(*opened, options.kit, console::now_seconds());
    if (!kit) return kit.error();
    fmt::print("{}  {}\n", to_hex(kit->checksums_hash), options.kit);
    console::note("the kit holds nothing secret; keep one beside every store of backups");
    return {};
}

Status open_kit(const KitOptions& options) {
    const auto opened = escrow::open_kit(options.kit, options.directory);
    if (!opened) return opened.error();
    console::note(fmt::format("every file of the kit verified; escrow {} is ready in {}",
                              console::quoted(opened->policy().escrow),
                              console::quoted(opened->path().string())));
    return {};
}

}  // namespace

void add_escrow(CLI::App& app, CommandLine& line) {
    CLI::App* noun = add_noun(app, "escrow", "make, look at and carry away an escrow directory");
    add_verb<InitOptions>(
        *noun, line, "init", "make an escrow directory from a policy",
        [](CLI::App& verb, InitOptions& options) {
            auto* from = verb.add_option_group("policy")->require_option(1);
            from->add_option("--policy", options.policy_file, "the policy")->type_name("FILE");
            from->add_option("--template", options.template_name, "a built-in policy")
                ->type_name("NAME");
            verb.add_option("DIR", options.directory, "the new directory")->required();
        },
        [](const Globals&, const InitOptions& options) { return init(options); });
    add_verb<StatusOptions>(
        *noun, line, "status", "what the escrow holds and owes", [](CLI::App&, StatusOptions&) {},
        [](const Globals& globals, const StatusOptions&) { return show_status(globals); });
    add_verb<KitOptions>(
        *noun, line, "kit", "write everything non-secret that the worst day needs",
        [](CLI::App& verb, KitOptions& options) {
            verb.add_option("DIR", options.kit, "the new folder")->required();
        },
        write_kit);
    add_verb<KitOptions>(
        *noun, line, "open", "make a working escrow of a kit",
        [](CLI::App& verb, KitOptions& options) {
            verb.add_option("KIT", options.kit, "the kit's folder")->required();
            verb.add_option("DIR", options.directory, "the new escrow directory")->required();
        },
        [](const Globals&, const KitOptions& options) { return open_kit(options); });
    add_export_sealing(*noun, line);
}

}  // namespace breakglass::command
