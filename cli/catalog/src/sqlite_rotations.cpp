#include "sqlite_rotations.h"

#include "names.h"
#include "sqlite_error.h"

#include <fmt/format.h>

namespace breakglass::catalog {

namespace {

Error unknown(const char* what, std::int64_t number) {
    return refused("CATALOG-ROTATION-UNKNOWN", fmt::format("there is no {} {}", what, number),
                   "see: breakglass rotation status");
}

RotationRun read_run(const Statement& row) {
    return {.number = row.integer(0),
            .started_at = row.integer(1),
            .finished_at = row.optional_integer(2),
            .set_id = row.text(3),
            .kek_id = row.text(4),
            .rewrapped = row.count(5),
            .published = row.count(6),
            .unreached = row.count(7)};
}

}  // namespace

Result<std::int64_t> SqliteRotations::owe(const OwedRotation& rotation) {
    const std::string_view subject = name_of(rotation.subject);
    std::int64_t number = 0;
    Status owed = database_.transact([&]() -> Status {
        auto open = database_.query(
            "SELECT number FROM rotations "
            "WHERE subject = ? AND subject_id = ? AND reason = ? AND done_at IS NULL",
            subject, rotation.subject_id, rotation.reason);
        auto row = open.step();
        if (!row) return std::move(row).error();
        if (*row) {
            number = open.integer(0);
            return {};
        }
        Status added = database_.run(
            "INSERT INTO rotations(subject, subject_id, reason, since) VALUES(?, ?, ?, ?)", subject,
            rotation.subject_id, rotation.reason, rotation.since);
        number = database_.last_number();
        return added;
    });
    if (!owed) return std::move(owed).error();
    return number;
}

Result<std::vector<OwedRotation>> SqliteRotations::list(std::string_view sql) {
    auto statement = database_.query(sql);
    std::vector<OwedRotation> rotations;
    while (true) {
        auto row = statement.step();
        if (!row) return std::move(row).error();
        if (!*row) return rotations;
        const auto subject = subject_of(statement.text(1));
        if (!subject) return damaged(database_.path(), "a rotation has an unknown subject");
        rotations.push_back({.number = statement.integer(0),
                             .subject = *subject,
                             .subject_id = statement.text(2),
                             .reason = statement.text(3),
                             .since = statement.integer(4),
                             .done_at = statement.optional_integer(5)});
    }
}

Result<std::vector<OwedRotation>> SqliteRotations::owed() {
    return list(
        "SELECT number, subject, subject_id, reason, since, done_at FROM rotations "
        "WHERE done_at IS NULL ORDER BY since, number");
}

Result<std::vector<OwedRotation>> SqliteRotations::history() {
    return list(
        "SELECT number, subject, subject_id, reason, since, done_at FROM rotations "
        "ORDER BY number");
}

Status SqliteRotations::settle(std::int64_t number, Time at) {
    return database_.transact([&]() -> Status {
        // What is done keeps its first date.
        Status settled = database_.run(
            "UPDATE rotations SET done_at = coalesce(done_at, ?) WHERE number = ?", at, number);
        if (settled && database_.changed_rows() == 0) return unknown("rotation", number);
        return settled;
    });
}

Result<std::int64_t> SqliteRotations::start(const RotationRun& run) {
    Status started = database_.run(
        "INSERT INTO rotation_runs(started_at, set_id, kek_id, rewrapped, published, unreached) "
        "VALUES(?, ?, ?, 0, 0, 0)",
        run.started_at, run.set_id, run.kek_id);
    if (!started) return std::move(started).error();
    return database_.last_number();
}

Status SqliteRotations::update(const RotationRun& run) {
    return database_.transact([&]() -> Status {
        Status updated = database_.run(
            "UPDATE rotation_runs SET finished_at = ?, rewrapped = ?, published = ?, "
            "unreached = ? WHERE number = ?",
            run.finished_at, run.rewrapped, run.published, run.unreached, run.number);
        if (updated && database_.changed_rows() == 0) return unknown("rotation run", run.number);
        return updated;
    });
}

Result<std::optional<RotationRun>> SqliteRotations::unfinished() {
    auto statement = database_.query(
        "SELECT number, started_at, finished_at, set_id, kek_id, rewrapped, published, unreached "
        "FROM rotation_runs WHERE finished_at IS NULL ORDER BY number DESC LIMIT 1");
    auto row = statement.step();
    if (!row) return std::move(row).error();
    if (!*row) return std::optional<RotationRun>{};
    return std::optional<RotationRun>(read_run(statement));
}

Result<std::vector<RotationRun>> SqliteRotations::runs() {
    auto statement = database_.query(
        "SELECT number, started_at, finished_at, set_id, kek_id, rewrapped, published, unreached "
        "FROM rotation_runs ORDER BY number");
    std::vector<RotationRun> runs;
    while (true) {
        auto row = statement.step();
        if (!row) return std::move(row).error();
        if (!*row) return runs;
        runs.push_back(read_run(statement));
    }
}

}  // namespace breakglass::catalog
