#pragma once
// What the world can cause: a value, or an error that explains itself.

#include <optional>
#include <string>
#include <utility>
#include <variant>

#include <breakglass/ground/check.h>

namespace breakglass {

/// Maps one to one to the exit code of the command.
enum class ErrorKind : int {
    failed = 1,      // something did not work; nothing was lost
    usage = 2,       // the command line or the policy is wrong
    not_met = 3,     // quorum, approval or window not met
    unverified = 4,  // a share, backup, ledger or signature did not verify
    partial = 5,     // some items failed, the rest is safe; run again
    owed = 6,        // owed or overdue
};

/// One refusal. message: lower case, no full stop, names the thing, what was found and what was
/// expected. hint: the next move, or empty. rule: an id such as CARD-DUPLICATE, or empty.
/// None of the texts ever holds a secret.
struct Error {
    ErrorKind kind = ErrorKind::failed;
    std::string rule;
    std::string message;
    std::string hint;
};

/// The same error, told from one step further out: "context: message".
inline Error with_context(Error error, const std::string& context) {
    error.message = context + ": " + error.message;
    return error;
}

template <typename T>
class [[nodiscard]] Result {
  public:
    // NOLINTNEXTLINE(google-explicit-constructor): a function returns its value or its error
    Result(T value) : outcome_(std::in_place_index<0>, std::move(value)) {}
    // NOLINTNEXTLINE(google-explicit-constructor)
    Result(Error error) : outcome_(std::in_place_index<1>, std::move(error)) {}

    explicit operator bool() const { return outcome_.index() == 0; }

    T& operator*() & { return checked(); }
    const T& operator*() const& { return checked(); }
    T&& operator*() && { return std::move(checked()); }
    T* operator->() { return &checked(); }
    const T* operator->() const { return &checked(); }

    const Error& error() const& {
        check(outcome_.index() == 1, "error() of a result that holds a value");
        return *std::get_if<1>(&outcome_);
    }
    Error&& error() && {
        check(outcome_.index() == 1, "error() of a result that holds a value");
        return std::move(*std::get_if<1>(&outcome_));
    }

  private:
    T& checked() {
        check(outcome_.index() == 0, "a result was read without looking");
        return *std::get_if<0>(&outcome_);
    }
    const T& checked() const {
        check(outcome_.index() == 0, "a result was read without looking");
        return *std::get_if<0>(&outcome_);
    }
    std::variant<T, Error> outcome_;
};

/// An act that yields nothing but may fail.
template <>
class [[nodiscard]] Result<void> {
  public:
    Result() = default;
    Result(Error error) : error_(std::move(error)) {}  // NOLINT(google-explicit-constructor)

    explicit operator bool() const { return !error_.has_value(); }

    const Error& error() const& {
        check(error_.has_value(), "error() of a result that succeeded");
        return *error_;
    }
    Error&& error() && {
        check(error_.has_value(), "error() of a result that succeeded");
        return std::move(*error_);
    }

  private:
    std::optional<Error> error_;
};

using Status = Result<void>;

}  // namespace breakglass
