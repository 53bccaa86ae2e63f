#include "sqlite_database.h"

#include "sqlite_error.h"

#include <limits>

#include <sqlite3.h>

namespace breakglass::catalog {

namespace {

constexpr int busy_wait_milliseconds = 15000;

// Nothing of the name is left to SQLite's own interpretation (":memory:", "file:...").
std::string plain_path(const std::string& path) {
    return path.starts_with('/') ? path : "./" + path;
}

}  // namespace

// --- statements -------------------------------------------------------------------------------

Statement::Statement(Database& database, std::string_view sql) : database_(&database) {
    auto place = database.statements_.find(sql);
    if (place == database.statements_.end()) {
        place = database.statements_.emplace(std::string(sql), Database::Idle{}).first;
    }
    sql_ = place->first;
    statement_ = std::exchange(place->second.statement, nullptr);
    if (statement_ == nullptr) {
        note(sqlite3_prepare_v3(database.handle_, sql_.data(), static_cast<int>(sql_.size()),
                                SQLITE_PREPARE_PERSISTENT, &statement_, nullptr));
    }
}

Statement::Statement(Statement&& other) noexcept
    : database_(other.database_),
      sql_(other.sql_),
      statement_(std::exchange(other.statement_, nullptr)),
      next_(other.next_),
      failed_(other.failed_) {}

Statement::~Statement() {
    if (statement_ == nullptr) return;
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
    auto place = database_->statements_.find(sql_);
    if (place != database_->statements_.end() && place->second.statement == nullptr) {
        place->second.statement = statement_;
    } else {
        sqlite3_finalize(statement_);
    }
}

void Statement::note(int code) {
    if (code != SQLITE_OK && failed_ == SQLITE_OK) failed_ = code;
}

void Statement::bind(std::int64_t value) {
    if (statement_ != nullptr) note(sqlite3_bind_int64(statement_, next_++, value));
}

void Statement::bind(std::uint64_t value) {
    check(value <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()),
          "a count beyond what the catalog can hold");
    bind(static_cast<std::int64_t>(value));
}

void Statement::bind(std::string_view value) {
    if (statement_ == nullptr) return;
    // A null pointer would bind NULL instead of the empty text.
    note(sqlite3_bind_text64(statement_, next_++, value.empty() ? "" : value.data(), value.size(),
                             SQLITE_TRANSIENT, SQLITE_UTF8));
}

void Statement::bind(ByteView value) {
    if (statement_ == nullptr) return;
    if (value.empty()) {
        note(sqlite3_bind_zeroblob(statement_, next_++, 0));
    } else {
        note(
            sqlite3_bind_blob64(statement_, next_++, value.data(), value.size(), SQLITE_TRANSIENT));
    }
}

void Statement::bind(std::nullopt_t) {
    if (statement_ != nullptr) note(sqlite3_bind_null(statement_, next_++));
}

Result<bool> Statement::step() {
    if (failed_ != SQLITE_OK) return database_->error(failed_);
    const int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    return database_->error(code);
}

Status Statement::run() {
    while (true) {
        auto row = step();
        if (!row) return std::move(row).error();
        if (!*row) return {};
    }
}

bool Statement::is_null(int column) const {
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

std::int64_t Statement::integer(int column) const {
    return sqlite3_column_int64(statement_, column);
}

std::optional<std::int64_t> Statement::optional_integer(int column) const {
    if (is_null(column)) return std::nullopt;
    return integer(column);
}

ByteView Statement::blob(int column) const {
    const auto* start = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_, column));
    return {start, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

std::string Statement::text(int column) const {
    return std::string(as_text(blob(column)));
}

Bytes Statement::bytes(int column) const {
    const ByteView view = blob(column);
    return {view.begin(), view.end()};
}

// --- the connection ---------------------------------------------------------------------------

Result<std::unique_ptr<Database>> Database::open(const std::string& path) {
    sqlite3* handle = nullptr;
    const int code = sqlite3_open_v2(
        plain_path(path).c_str(), &handle,
        SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
    std::unique_ptr<Database> database(new Database(handle, path));
    if (code != SQLITE_OK) return database->error(code);
    sqlite3_busy_timeout(handle, busy_wait_milliseconds);
    return database;
}

Database::~Database() {
    for (auto& [sql, idle] : statements_)
        sqlite3_finalize(idle.statement);
    sqlite3_close(handle_);
}

Error Database::error(int code) const {
    return sqlite_error(handle_, code, path_);
}

Error Database::no_row() const {
    return damaged(path_, "an answer is missing");
}

Status Database::script(const char* sql) {
    const int code = sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return error(code);
    return {};
}

std::int64_t Database::changed_rows() const {
    return sqlite3_changes64(handle_);
}
std::int64_t Database::last_number() const {
    return sqlite3_last_insert_rowid(handle_);
}

void Database::roll_back(bool outermost) noexcept {
    // After a full disk or an I/O error SQLite has rolled back by itself.
    if (sqlite3_get_autocommit(handle_) != 0) return;
    const char* undo = outermost ? "ROLLBACK" : "ROLLBACK TO step; RELEASE step";
    (void)sqlite3_exec(handle_, undo, nullptr, nullptr, nullptr);
}

Status Database::transact(const std::function<Status()>& act) {
    const bool outermost = depth_ == 0;
    // IMMEDIATE: waits for other writers now, not in the middle.
    Status begun = script(outermost ? "BEGIN IMMEDIATE" : "SAVEPOINT step");
    if (!begun) return begun;

    struct Guard {
        Database& database;
        bool outermost;
        bool done = false;
        Guard(Database& owner, bool is_outermost) : database(owner), outermost(is_outermost) {}
        Guard(const Guard&) = delete;
        Guard& operator=(const Guard&) = delete;
        ~Guard() {
            --database.depth_;
            if (!done) database.roll_back(outermost);
        }
    };
    ++depth_;
    Guard guard(*this, outermost);
    Status acted = act();
    if (!acted) return acted;
    // A statement inside may have failed so badly that SQLite rolled everything back; then nothing
    // is left to commit, whatever act made of it.
    if (sqlite3_get_autocommit(handle_) != 0) {
        return refused("CATALOG-WRITE", "catalog " + path_ + ": the change was rolled back");
    }
    Status committed = script(outermost ? "COMMIT" : "RELEASE step");
    if (!committed) return committed;
    guard.done = true;
    return {};
}

}  // namespace breakglass::catalog
