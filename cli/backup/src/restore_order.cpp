#include <algorithm>

#include <fmt/format.h>

#include <breakglass/backup/restore_order.h>
#include <breakglass/cases/docket.h>
#include <breakglass/catalog/catalog.h>
#include <breakglass/console/printable.h>
#include <breakglass/ledger/ledger.h>
#include <breakglass/records/utc.h>
#include <breakglass/scope/scope.h>
#include <breakglass/statement/statement.h>

namespace breakglass::backup {

namespace {

constexpr std::size_t named_backups = 16;  // in the statement itself; the root covers all

/// How many people the policy wants to agree, and for which of the backups.
struct Wanted {
    int approvals = 0;
    std::string label;
};

Wanted wanted_by(const policy::Policy& policy, const std::vector<catalog::Backup>& backups) {
    Wanted most;
    for (const catalog::Backup& backup : backups) {
        const int approvals = policy.restore_approvals(backup.label);
        if (approvals > most.approvals) most = {approvals, backup.label};
    }
    return most;
}

Error not_approved(const Wanted& wanted, std::size_t have) {
    return {ErrorKind::not_met, "BACKUP-APPROVALS",
            fmt::format("the policy wants {} approval(s) to restore {}, found {}", wanted.approvals,
                        console::quoted(wanted.label), have),
            fmt::format("ask for them: breakglass case request restore --reason TEXT --scope "
                        "label={}, then: breakglass backup restore --case CASE",
                        console::printable(wanted.label))};
}

Status check_scope(escrow::Directory& escrow, const cases::Request& asked,
                   const std::vector<catalog::Backup>& backups) {
    auto scope = scope::Scope::parse(asked.scope);
    if (!scope) return std::move(scope).error();
    auto items = scope->resolve(escrow.catalog().backups(), "");
    if (!items) return std::move(items).error();
    for (const catalog::Backup& backup : backups) {
        const bool inside = std::any_of(items->begin(), items->end(), [&](const scope::Item& item) {
            return item.id == backup.id;
        });
        if (inside) continue;
        return Error{ErrorKind::usage, "BACKUP-NOT-IN-CASE",
                     fmt::format("backup {} ({}) is not in the scope of case {}", to_hex(backup.id),
                                 console::quoted(backup.label), asked.case_name),
                     fmt::format("see what it allows: breakglass case show {}", asked.case_name)};
    }
    return {};
}

/// Without a case when the policy wants none; else the case must be open, wide enough and approved
/// by as many as the strictest of the labels wants.
Status check_approvals(escrow::Directory& escrow, const RestoreOrder& order, std::int64_t clock) {
    const Wanted wanted = wanted_by(escrow.policy(), order.backups);
    if (order.case_name.empty()) {
        if (wanted.approvals == 0) return {};
        return not_approved(wanted, 0);
    }
    auto docketed = cases::load(escrow, order.case_name, clock);
    if (!docketed) return std::move(docketed).error();
    if (auto inside = check_scope(escrow, docketed->it.request, order.backups); !inside) {
        return inside;
    }
    const std::size_t have = docketed->standing.approvals.size();
    if (have < static_cast<std::size_t>(wanted.approvals)) return not_approved(wanted, have);
    auto permit = cases::begin(escrow, order.case_name, policy::CaseKind::restore, clock);
    if (!permit) return std::move(permit).error();
    return {};
}

Hash256 root_over(const std::vector<catalog::Backup>& backups) {
    return ledger::batch_root(backups.size(), [&](std::size_t index) {
        return Bytes(backups[index].id.begin(), backups[index].id.end());
    });
}

statement::Statement statement_of(const escrow::Directory& escrow, const RestoreOrder& order,
                                  const people::Signer& signer, std::int64_t clock) {
    statement::Statement said{.kind = "restore"};
    said.fields = {{"escrow", escrow.policy().escrow + " " + escrow.id()}};
    if (!order.case_name.empty()) said.fields.push_back({"case", order.case_name});
    said.fields.push_back({"policy", to_hex(escrow.policy().hash)});
    said.fields.push_back({"count", std::to_string(order.backups.size())});
    said.fields.push_back({"root", to_hex(root_over(order.backups))});
    for (std::size_t i = 0; i < std::min(order.backups.size(), named_backups); ++i) {
        const catalog::Backup& backup = order.backups[i];
        said.fields.push_back({"backup", to_hex(backup.id) + " " + backup.label});
    }
    said.fields.push_back({"output", console::printable(order.output)});
    said.fields.push_back({"signer", signer.person});
    said.fields.push_back({"time", records::utc_text(clock)});
    said.words = fmt::format("{} restores {} backup{} through the KEK.\n", signer.person,
                             order.backups.size(), order.backups.size() == 1 ? "" : "s");
    return said;
}

}  // namespace

Status sign_restore(escrow::Directory& escrow, const RestoreOrder& order, std::int64_t clock) {
    auto signer = people::find_signer(escrow.policy(), order.key);
    if (!signer) return std::move(signer).error();
    const policy::Person* person = escrow.policy().person(signer->person);
    check(person != nullptr, "a signer whom the policy does not name");
    if (!person->has_role("operator")) {
        return Error{ErrorKind::usage, "BACKUP-RESTORER",
                     fmt::format("{} is no operator, and only operators restore",
                                 console::quoted(person->id)),
                     "sign with an operator's key: --key FILE"};
    }
    if (auto approved = check_approvals(escrow, order, clock); !approved) return approved;
    auto said = people::sign_statement(statement_of(escrow, order, *signer, clock), *signer);
    if (!said) return std::move(said).error();
    return escrow.record({.act = "backup.restore",
                          .facts = {{"count", std::to_string(order.backups.size())},
                                    {"root", to_hex(root_over(order.backups))},
                                    {"output", console::printable(order.output)}},
                          .case_name = order.case_name,
                          .actor = signer->person,
                          .statement = std::string(as_text(said->stored))});
}

}  // namespace breakglass::backup
