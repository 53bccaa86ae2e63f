#pragma once
// One connection to SQLite: prepared statements, bound values, transactions.

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <breakglass/ground/bytes.h>
#include <breakglass/ground/result.h>

struct sqlite3;
struct sqlite3_stmt;

namespace breakglass::catalog {

class Database;

/// A prepared statement with its values. Goes back to the connection, reset, when it ends; a
/// failure to prepare or bind is reported by the first step.
class Statement {
  public:
    Statement(Database& database, std::string_view sql);
    ~Statement();
    Statement(Statement&& other) noexcept;
    Statement& operator=(Statement&&) = delete;
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    // Values in order; the statement keeps its own copy.
    void bind(std::int64_t value);
    void bind(std::uint64_t value);
    void bind(std::uint32_t value) { bind(std::int64_t{value}); }
    void bind(bool value) { bind(std::int64_t{value ? 1 : 0}); }
    void bind(std::string_view value);
    void bind(const std::string& value) { bind(std::string_view{value}); }
    void bind(const char* value) { bind(std::string_view{value}); }
    void bind(ByteView value);
    void bind(const Bytes& value) { bind(ByteView{value}); }
    template <std::size_t size>
    void bind(const std::array<std::uint8_t, size>& value) {
        bind(ByteView{value});
    }
    void bind(std::nullopt_t);
    template <typename T>
    void bind(const std::optional<T>& value) {
        if (value) {
            bind(*value);
        } else {
            bind(std::nullopt);
        }
    }

    /// True while there is a row.
    Result<bool> step();
    /// To the end, for statements without rows.
    Status run();

    // Columns of the current row, from 0. Views live until the next step.
    bool is_null(int column) const;
    std::int64_t integer(int column) const;
    std::uint64_t count(int column) const { return static_cast<std::uint64_t>(integer(column)); }
    bool flag(int column) const { return integer(column) != 0; }
    std::string text(int column) const;
    ByteView blob(int column) const;
    Bytes bytes(int column) const;
    std::optional<std::int64_t> optional_integer(int column) const;

  private:
    void note(int code);

    Database* database_;
    std::string_view sql_;  // the key of the cache, which outlives the statement
    sqlite3_stmt* statement_ = nullptr;
    int next_ = 1;
    int failed_ = 0;  // the first result code that was not OK
};

class Database {
  public:
    /// Opens an existing file. Errors: as sqlite_error.
    static Result<std::unique_ptr<Database>> open(const std::string& path);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    /// sql with its values bound in order.
    template <typename... Values>
    Statement query(std::string_view sql, const Values&... values) {
        Statement statement(*this, sql);
        (statement.bind(values), ...);
        return statement;
    }
    /// The same, run to its end.
    template <typename... Values>
    Status run(std::string_view sql, const Values&... values) {
        return query(sql, values...).run();
    }
    /// One integer; an error when there is no row.
    template <typename... Values>
    Result<std::int64_t> integer(std::string_view sql, const Values&... values) {
        auto statement = query(sql, values...);
        auto row = statement.step();
        if (!row) return std::move(row).error();
        if (!*row) return no_row();
        return statement.integer(0);
    }

    /// Runs several statements that yield nothing.
    Status script(const char* sql);

    /// Commits what act wrote, or rolls it back on an error. Inside another one: a savepoint.
    Status transact(const std::function<Status()>& act);

    /// Rows changed by the last statement that writes.
    std::int64_t changed_rows() const;
    std::int64_t last_number() const;
    const std::string& path() const { return path_; }
    sqlite3* handle() const { return handle_; }
    Error error(int code) const;

  private:
    friend class Statement;
    Database(sqlite3* handle, std::string path) : handle_(handle), path_(std::move(path)) {}
    Error no_row() const;
    void roll_back(bool outermost) noexcept;

    struct Idle {
        sqlite3_stmt* statement = nullptr;  // null while it is lent
    };
    sqlite3* handle_;
    std::string path_;
    int depth_ = 0;
    std::map<std::string, Idle, std::less<>> statements_;
};

}  // namespace breakglass::catalog
