#include "names.h"
#include "sqlite_error.h"
#include "sqlite_keys.h"

#include <fmt/format.h>

#include <breakglass/console/printable.h>

namespace breakglass::catalog {

namespace {

constexpr std::string_view columns =
    "SELECT id, name, recipient, owner, purpose, keystore, state, created_at FROM keks ";

std::string select(std::string_view where) {
    return std::string(columns).append(where);
}

Result<Kek> read_kek(const Statement& row, const std::string& path) {
    const auto state = kek_state_of(row.text(6));
    if (!state) return damaged(path, "a KEK has an unknown state");
    return Kek{.id = row.text(0),
               .name = row.text(1),
               .recipient = row.text(2),
               .owner = row.text(3),
               .purpose = row.text(4),
               .keystore = row.text(5),
               .state = *state,
               .created_at = row.integer(7)};
}

Result<std::optional<Kek>> read_one(Statement&& statement, const std::string& path) {
    auto row = statement.step();
    if (!row) return std::move(row).error();
    if (!*row) return std::optional<Kek>{};
    auto kek = read_kek(statement, path);
    if (!kek) return std::move(kek).error();
    return std::optional<Kek>(*std::move(kek));
}

Error state_error(const Kek& kek, std::string_view wanted) {
    return refused("CATALOG-KEK-STATE",
                   fmt::format("KEK {} is {} and cannot become {}", console::quoted(kek.name),
                               name_of(kek.state), wanted));
}

}  // namespace

Result<KekState> SqliteKeks::add(const Kek& kek) {
    KekState state = KekState::ready;
    Status added = database_.transact([&]() -> Status {
        auto same = read_one(database_.query(select("WHERE id = ?1 OR name = ?2 OR recipient = ?3"),
                                             kek.id, kek.name, kek.recipient),
                             database_.path());
        if (!same) return std::move(same).error();
        if (*same) {
            const Kek& there = **same;
            return Error{ErrorKind::usage, "CATALOG-KEK-EXISTS",
                         fmt::format("there is a KEK {} already: id {}, {}, keystore {}",
                                     console::quoted(there.name), there.id, name_of(there.state),
                                     console::quoted(there.keystore)),
                         "choose another name, or see: breakglass kek list"};
        }
        auto in_use = active();
        if (!in_use) return std::move(in_use).error();
        state = *in_use ? KekState::ready : KekState::active;
        return database_.run(
            "INSERT INTO keks(id, name, recipient, owner, purpose, keystore, state, created_at) "
            "VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
            kek.id, kek.name, kek.recipient, kek.owner, kek.purpose, kek.keystore, name_of(state),
            kek.created_at);
    });
    if (!added) return std::move(added).error();
    return state;
}

Result<std::vector<Kek>> SqliteKeks::all() {
    auto statement = database_.query(select("ORDER BY number"));
    std::vector<Kek> keks;
    while (true) {
        auto row = statement.step();
        if (!row) return std::move(row).error();
        if (!*row) return keks;
        auto kek = read_kek(statement, database_.path());
        if (!kek) return std::move(kek).error();
        keks.push_back(*std::move(kek));
    }
}

Result<std::optional<Kek>> SqliteKeks::find(std::string_view id_or_name) {
    auto by_id = read_one(database_.query(select("WHERE id = ?"), id_or_name), database_.path());
    if (!by_id || *by_id) return by_id;
    return read_one(database_.query(select("WHERE name = ?"), id_or_name), database_.path());
}

Result<std::optional<Kek>> SqliteKeks::active() {
    return read_one(database_.query(select("WHERE state = 'active'")), database_.path());
}

Result<Kek> SqliteKeks::known(std::string_view id) {
    auto kek = read_one(database_.query(select("WHERE id = ?"), id), database_.path());
    if (!kek) return std::move(kek).error();
    if (!*kek) {
        return refused("CATALOG-KEK-UNKNOWN",
                       fmt::format("there is no KEK {}", console::quoted(id)),
                       "see: breakglass kek list");
    }
    return **std::move(kek);
}

Status SqliteKeks::set_state(std::string_view id, KekState to) {
    return database_.run("UPDATE keks SET state = ? WHERE id = ?", name_of(to), id);
}

Status SqliteKeks::activate(std::string_view id) {
    return database_.transact([&]() -> Status {
        auto kek = known(id);
        if (!kek) return std::move(kek).error();
        if (kek->state == KekState::active) return {};
        if (kek->state != KekState::ready) return state_error(*kek, "active");
        Status older = database_.run("UPDATE keks SET state = 'retiring' WHERE state = 'active'");
        if (!older) return older;
        return set_state(id, KekState::active);
    });
}

Status SqliteKeks::retire(std::string_view id) {
    return database_.transact([&]() -> Status {
        auto kek = known(id);
        if (!kek) return std::move(kek).error();
        if (kek->state == KekState::retiring) return {};
        if (kek->state == KekState::destroyed) return state_error(*kek, "retiring");
        return set_state(id, KekState::retiring);
    });
}

Status SqliteKeks::mark_destroyed(std::string_view id) {
    return database_.transact([&]() -> Status {
        auto kek = known(id);
        if (!kek) return std::move(kek).error();
        if (kek->state == KekState::destroyed) return {};
        if (kek->state == KekState::active) return state_error(*kek, "destroyed");
        Status unused = check_unused(count_under_kek(database_, id),
                                     fmt::format("KEK {}", console::quoted(kek->name)));
        if (!unused) return unused;
        return set_state(id, KekState::destroyed);
    });
}

}  // namespace breakglass::catalog
