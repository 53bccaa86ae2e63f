#include "names.h"
#include "sqlite_error.h"
#include "sqlite_keys.h"
#include "sqlite_rotations.h"

#include <fmt/format.h>

#include <breakglass/console/printable.h>

namespace breakglass::catalog {

namespace {

constexpr std::string_view columns =
    "SELECT id, recipient, state, created_at, spent_at, manifest FROM share_sets ";

std::string select(std::string_view where) {
    return std::string(columns).append(where);
}

Result<ShareSet> read_set(const Statement& row, const std::string& path) {
    const auto state = set_state_of(row.text(2));
    if (!state) return damaged(path, "a share set has an unknown state");
    return ShareSet{.id = row.text(0),
                    .recipient = row.text(1),
                    .state = *state,
                    .created_at = row.integer(3),
                    .spent_at = row.optional_integer(4),
                    .manifest = row.text(5)};
}

Result<std::optional<ShareSet>> read_one(Statement&& statement, const std::string& path) {
    auto row = statement.step();
    if (!row) return std::move(row).error();
    if (!*row) return std::optional<ShareSet>{};
    auto set = read_set(statement, path);
    if (!set) return std::move(set).error();
    return std::optional<ShareSet>(*std::move(set));
}

Error unknown(std::string_view id) {
    return refused("CATALOG-SET-UNKNOWN",
                   fmt::format("there is no share set {}", console::quoted(id)),
                   "see: breakglass escrow status");
}

Error state_error(const ShareSet& set, std::string_view wanted) {
    return refused("CATALOG-SET-STATE", fmt::format("share set {} is {} and cannot become {}",
                                                    set.id, name_of(set.state), wanted));
}

}  // namespace

Status SqliteShareSets::add(const ShareSet& set) {
    return database_.transact([&]() -> Status {
        auto same = read_one(
            database_.query(select("WHERE id = ?1 OR recipient = ?2"), set.id, set.recipient),
            database_.path());
        if (!same) return std::move(same).error();
        if (*same) {
            return refused("CATALOG-SET-EXISTS",
                           fmt::format("there is a share set {} already", (*same)->id));
        }
        return database_.run(
            "INSERT INTO share_sets(id, recipient, state, created_at, manifest) "
            "VALUES(?, ?, 'delivered', ?, ?)",
            set.id, set.recipient, set.created_at, set.manifest);
    });
}

Result<std::vector<ShareSet>> SqliteShareSets::all() {
    auto statement = database_.query(select("ORDER BY number"));
    std::vector<ShareSet> sets;
    while (true) {
        auto row = statement.step();
        if (!row) return std::move(row).error();
        if (!*row) return sets;
        auto set = read_set(statement, database_.path());
        if (!set) return std::move(set).error();
        sets.push_back(*std::move(set));
    }
}

Result<std::optional<ShareSet>> SqliteShareSets::find(std::string_view id) {
    return read_one(database_.query(select("WHERE id = ?"), id), database_.path());
}

Result<std::optional<ShareSet>> SqliteShareSets::active() {
    return read_one(database_.query(select("WHERE state = 'active'")), database_.path());
}

Result<ShareSet> SqliteShareSets::known(std::string_view id) {
    auto set = find(id);
    if (!set) return std::move(set).error();
    if (!*set) return unknown(id);
    return **std::move(set);
}

Status SqliteShareSets::confirm(const Confirmation& confirmation) {
    return database_.transact([&]() -> Status {
        auto set = known(confirmation.set_id);
        if (!set) return std::move(set).error();
        return database_.run(
            "INSERT INTO confirmations(set_id, share_group, member, at, how) VALUES(?, ?, ?, ?, ?) "
            "ON CONFLICT DO NOTHING",
            confirmation.set_id, confirmation.group, confirmation.member, confirmation.at,
            confirmation.how);
    });
}

Result<std::vector<Confirmation>> SqliteShareSets::confirmations(std::string_view set_id) {
    auto statement = database_.query(
        "SELECT set_id, share_group, member, at, how FROM confirmations WHERE set_id = ? "
        "ORDER BY share_group, member",
        set_id);
    std::vector<Confirmation> confirmations;
    while (true) {
        auto row = statement.step();
        if (!row) return std::move(row).error();
        if (!*row) return confirmations;
        confirmations.push_back({.set_id = statement.text(0),
                                 .group = static_cast<std::uint32_t>(statement.integer(1)),
                                 .member = static_cast<std::uint32_t>(statement.integer(2)),
                                 .at = statement.integer(3),
                                 .how = statement.text(4)});
    }
}

Status SqliteShareSets::set_state(std::string_view id, SetState to) {
    return database_.run("UPDATE share_sets SET state = ? WHERE id = ?", name_of(to), id);
}

Status SqliteShareSets::mark_confirmed(std::string_view id) {
    return database_.transact([&]() -> Status {
        auto set = known(id);
        if (!set) return std::move(set).error();
        if (set->state == SetState::confirmed) return {};
        if (set->state != SetState::delivered) return state_error(*set, "confirmed");
        return set_state(id, SetState::confirmed);
    });
}

Status SqliteShareSets::activate(std::string_view id) {
    return database_.transact([&]() -> Status {
        auto set = known(id);
        if (!set) return std::move(set).error();
        if (set->state == SetState::active) return {};
        if (set->state != SetState::confirmed) return state_error(*set, "active");
        Status older =
            database_.run("UPDATE share_sets SET state = 'retiring' WHERE state = 'active'");
        if (!older) return older;
        return set_state(id, SetState::active);
    });
}

Status SqliteShareSets::mark_destroyed(std::string_view id) {
    return database_.transact([&]() -> Status {
        auto set = known(id);
        if (!set) return std::move(set).error();
        if (set->state == SetState::destroyed) return {};
        if (set->state == SetState::active) return state_error(*set, "destroyed");
        Status unused = check_unused(count_under_set(database_, id), "share set " + set->id);
        if (!unused) return unused;
        return set_state(id, SetState::destroyed);
    });
}

Status SqliteShareSets::mark_spent(std::string_view id, Time at, std::string_view reason) {
    return database_.transact([&]() -> Status {
        auto set = known(id);
        if (!set) return std::move(set).error();
        Status spent = database_.run(
            "UPDATE share_sets SET spent_at = coalesce(spent_at, ?) WHERE id = ?", at, id);
        if (!spent) return spent;
        auto owed = SqliteRotations(database_).owe({.subject = RotationSubject::share_set,
                                                    .subject_id = std::string(id),
                                                    .reason = std::string(reason),
                                                    .since = at});
        if (!owed) return std::move(owed).error();
        return {};
    });
}

}  // namespace breakglass::catalog
