#include "outside_escrow.h"

#include "opening.h"

#include <algorithm>

#include <fmt/format.h>

#include <breakglass/catalog/catalog.h>
#include <breakglass/console/amounts.h>
#include <breakglass/console/report.h>
#include <breakglass/console/terminal.h>
#include <breakglass/ledger/ledger.h>

namespace breakglass::command {

namespace {

Error refused(const catalog::ShareSet& set, const std::string& escrow) {
    return {ErrorKind::usage, "SHARE-OF-ESCROW",
            fmt::format("these shares are set {} of the escrow {}: its key is rejoined by an "
                        "incident that others approve",
                        set.id, escrow),
            "breakglass case request incident; or, knowing that a rotation is owed then, add "
            "--outside-escrow"};
}

Status ask_back(const Globals& globals, const catalog::ShareSet& set) {
    auto terminal = console::open_terminal(globals.non_interactive,
                                           "nothing else answers: this is asked of a person");
    if (!terminal) return std::move(terminal).error();
    (*terminal)->show(fmt::format(
        "The recovery key of set {} will lie in a file, outside every approval. It is recorded,\n"
        "the set is spent, and a rotation is owed.\n",
        set.id));
    auto typed = (*terminal)->ask("Type the set's id to go on: ");
    if (!typed) return std::move(typed).error();
    if (*typed == set.id) return {};
    return Error{ErrorKind::failed, "SHARE-NOT-CONFIRMED", "nothing was written", ""};
}

Status record_use(escrow::Directory& escrow, const catalog::ShareSet& set) {
    const auto lock = escrow.lock(escrow::LockKind::exclusive);
    if (!lock) return lock.error();
    auto announced = escrow.record({.act = "share.combine", .facts = {{"set", set.id}}});
    if (!announced) return announced;
    auto spent = escrow.catalog().share_sets().mark_spent(set.id, console::now_seconds(),
                                                          "share combine outside the escrow");
    if (!spent) return spent;
    console::note(
        fmt::format("the use of share set {} is recorded and a rotation is owed", set.id));
    return {};
}

}  // namespace

std::function<Status(const std::string&)> outside_escrow(const Globals& globals, bool outside) {
    return [&globals, outside](const std::string& recipient) -> Status {
        if (globals.escrow.empty()) return {};
        auto escrow = open_escrow(globals);
        if (!escrow) return std::move(escrow).error();
        const auto sets = escrow->catalog().share_sets().all();
        if (!sets) return sets.error();
        const auto ours = std::find_if(sets->begin(), sets->end(),
                                       [&](const auto& set) { return set.recipient == recipient; });
        if (ours == sets->end()) return {};
        if (!outside) return refused(*ours, escrow->policy().escrow);
        if (auto sure = ask_back(globals, *ours); !sure) return sure;
        return record_use(*escrow, *ours);
    };
}

}  // namespace breakglass::command
