#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include <breakglass/cases/case.h>
#include <breakglass/cases/saying.h>

namespace breakglass::cases {

namespace {

using statement::SignedStatement;

Error too_large(std::size_t bytes) {
    return {ErrorKind::unverified, "CASE-TOO-LARGE",
            fmt::format("the case has {} bytes, expected at most {}", bytes, max_case_bytes),
            "is it the right file? a case is small"};
}

Error too_many() {
    return {ErrorKind::unverified, "CASE-TOO-MANY",
            fmt::format("the case has more than {} statements", max_statements),
            "is it the right file? a case is small"};
}

/// Where a statement stands in the file. RFC 3339 in UTC sorts as text.
auto place(const SignedStatement& each) {
    const std::string* time = each.statement.only("time");
    return std::make_tuple(time == nullptr ? std::string() : *time, each.id, each.stored);
}

/// Sorted, each once, byte for byte: a second signature of the same words stays.
void settle(std::vector<SignedStatement>& statements) {
    std::ranges::sort(statements, {}, place);
    const auto same = [](const auto& a, const auto& b) { return a.stored == b.stored; };
    statements.erase(std::unique(statements.begin(), statements.end(), same), statements.end());
}

Error two_requests(const std::string& name) {
    return {ErrorKind::unverified, "CASE-TWO-REQUESTS",
            fmt::format("case {} carries two different requests", name),
            "one of them was forged or swapped: make a new request"};
}

}  // namespace

Result<Case> assemble(std::vector<SignedStatement> statements) {
    Case it;
    for (SignedStatement& each : statements) {
        const bool is_request = each.statement.kind == "request";
        (is_request ? it.asked : it.said).push_back(std::move(each));
    }
    settle(it.asked);
    settle(it.said);
    if (it.asked.size() + it.said.size() > max_statements) {
        return too_many();
    }
    if (it.asked.empty()) {
        return Error{ErrorKind::unverified, "CASE-NO-REQUEST", "the case holds no request",
                     "a case begins with one: breakglass case request ACT --reason TEXT"};
    }
    for (const SignedStatement& each : it.asked) {
        if (each.text.size() > max_request_bytes) {
            return Error{ErrorKind::unverified, "CASE-TOO-LARGE",
                         fmt::format("the request has {} bytes, expected at most {}",
                                     each.text.size(), max_request_bytes),
                         ""};
        }
    }
    auto request = read_request(it.asked.front().statement);
    if (!request) return std::move(request).error();
    it.request = *std::move(request);
    const bool one = std::ranges::all_of(
        it.asked, [&it](const SignedStatement& each) { return each.id == it.request_hash(); });
    if (!one) return two_requests(it.request.case_name);
    return it;
}

Result<Loose> parse_loose(ByteView stored) {
    if (stored.size() > max_case_bytes) return too_large(stored.size());
    // Split first: one piece that is cut off or misspelt must not take the others with it.
    const std::string end = "\n" + std::string(signature::armor_end) + "\n";
    Loose loose;
    for (std::size_t number = 1; !stored.empty(); ++number) {
        if (number > max_statements) return too_many();
        const std::size_t last = as_text(stored).find(end);
        const std::size_t size = last == std::string_view::npos ? stored.size() : last + end.size();
        auto one = statement::parse_signed(stored.first(size));
        if (one) {
            loose.statements.push_back(*std::move(one));
        } else {
            loose.unread.push_back({number, std::move(one).error()});
        }
        stored = stored.subspan(size);
    }
    return loose;
}

Result<Case> parse_case(ByteView stored) {
    auto loose = parse_loose(stored);
    if (!loose) return std::move(loose).error();
    auto it = assemble(std::move(loose->statements));
    if (!it && it.error().rule == "CASE-NO-REQUEST" && !loose->unread.empty()) {
        const Unread& first = loose->unread.front();
        return with_context(first.reason, fmt::format("statement {}", first.number));
    }
    if (it) it->unread = std::move(loose->unread);
    return it;
}

Bytes encode_case(const Case& it) {
    Bytes file;
    for (const auto* part : {&it.asked, &it.said}) {
        for (const SignedStatement& each : *part)
            append(file, each.stored);
    }
    return file;
}

Result<Case> merge(const Case& one, const Case& other) {
    if (one.request.case_name != other.request.case_name) {
        return Error{
            ErrorKind::unverified, "CASE-FOREIGN",
            fmt::format("case {} is not case {}", other.request.case_name, one.request.case_name),
            ""};
    }
    if (one.request_hash() != other.request_hash()) return two_requests(one.request.case_name);
    std::vector<SignedStatement> all = one.asked;
    for (const auto* part : {&one.said, &other.asked, &other.said}) {
        all.insert(all.end(), part->begin(), part->end());
    }
    auto merged = assemble(std::move(all));
    if (merged && encode_case(*merged).size() > max_case_bytes) {
        return too_large(encode_case(*merged).size());
    }
    return merged;
}

}  // namespace breakglass::cases
