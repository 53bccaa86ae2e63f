#include "shelf.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <breakglass/console/printable.h>
#include <breakglass/disk/descriptor.h>
#include <breakglass/disk/read_file.h>
#include <breakglass/records/utc.h>

namespace breakglass::cases {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view ending = ".case";

bool is_of(const records::LedgerEntry& entry, const Case& it) {
    const std::string* request = entry.fact("request");
    return entry.case_name == it.request.case_name && request != nullptr &&
           *request == to_hex(it.request_hash());
}

std::string fact_of(const records::LedgerEntry& entry, std::string_view name) {
    const std::string* value = entry.fact(name);
    return value == nullptr ? std::string() : *value;
}

bool is_policy_change(const records::LedgerEntry& entry) {
    return entry.act == "policy.apply";
}

void note_entry(Circumstances& known, const records::LedgerEntry& entry, const Case& it) {
    // Another policy than the one this case brought: what it approved is past.
    if (known.use && is_policy_change(entry) && entry.case_name != it.request.case_name) {
        known.use->overtaken = true;
    }
    if (entry.case_name != it.request.case_name) return;
    if (entry.act == "case.use" && !known.use) {
        // Of another request: any hash but this one's makes judge() refuse.
        known.use =
            Use{.request = is_of(entry, it) ? it.request_hash() : Hash256{}, .at = entry.time};
    }
    if (!is_of(entry, it)) return;
    if (entry.act == "case.stop" && !known.stopped) {
        const auto time = records::parse_utc(fact_of(entry, "signed"));
        known.stopped = Stop{.person = entry.actor,
                             .how = fact_of(entry, "how"),
                             .reason = fact_of(entry, "reason"),
                             .time = time.value_or(entry.time)};
    }
    if (entry.act == "case.close" && !known.closed_at) known.closed_at = entry.time;
}

std::size_t policy_changes(const ledger::Ledger& ledger) {
    return static_cast<std::size_t>(std::ranges::count_if(ledger.entries(), is_policy_change));
}

}  // namespace

std::string file_of(const escrow::Directory& escrow, const std::string& name) {
    return (escrow.cases_dir() / (name + std::string(ending))).string();
}

Result<std::string> find_name(const escrow::Directory& escrow, const std::string& typed) {
    std::vector<std::string> matching;
    std::error_code problem;
    for (const auto& entry : fs::directory_iterator(escrow.cases_dir(), problem)) {
        const fs::path file = entry.path().filename();
        const std::string name = file.stem().string();
        if (file.extension() != ending || !is_case_name(name)) continue;
        if (name == typed) return name;
        if (!typed.empty() && name.starts_with(typed)) matching.push_back(name);
    }
    if (problem)
        return disk::system_error("cannot list", escrow.cases_dir().string(), problem.value());
    if (matching.size() == 1) return matching.front();
    if (matching.empty()) {
        return Error{ErrorKind::usage, "CASE-UNKNOWN",
                     fmt::format("this escrow has no case {}", console::quoted(typed)),
                     "see what it has: breakglass case show"};
    }
    std::ranges::sort(matching);
    return Error{ErrorKind::usage, "CASE-AMBIGUOUS",
                 fmt::format("{} begins the names of {} cases: {}", console::quoted(typed),
                             matching.size(), fmt::join(matching, ", ")),
                 "type more of it"};
}

Result<Bytes> read_case_bytes(const std::string& file) {
    auto bytes = disk::read_file(file, max_case_bytes);
    if (!bytes && bytes.error().rule == "FILE-TOO-LARGE") {
        return Error{ErrorKind::unverified, "CASE-TOO-LARGE",
                     fmt::format("{} is larger than the {} bytes of the largest case",
                                 console::quoted(file), max_case_bytes),
                     "is it the right file? a case is small"};
    }
    return bytes;
}

Result<Case> read_case(const escrow::Directory& escrow, const std::string& name) {
    const std::string file = file_of(escrow, name);
    const auto bytes = read_case_bytes(file);
    if (!bytes) return bytes.error();
    auto it = parse_case(*bytes);
    if (!it) return with_context(std::move(it).error(), console::quoted(file));
    if (it->request.case_name == name) return it;
    return Error{ErrorKind::unverified, "CASE-MISPLACED",
                 fmt::format("{} holds case {}", console::quoted(file), it->request.case_name),
                 "a case file is named after its case"};
}

Circumstances circumstances_of(const escrow::Directory& escrow, const ledger::Ledger& ledger,
                               const Case& it, Time clock) {
    Circumstances known{.policy = &escrow.policy(),
                        .first_policy = !escrow.policy_applied(),
                        .escrow_id = escrow.id(),
                        .clock = clock};
    for (const records::LedgerEntry& entry : ledger.entries())
        note_entry(known, entry, it);
    if (ledger.entries().empty()) return known;
    known.newest_entry = ledger.entries().back().time;
    const records::LedgerEntry& first = ledger.entries().front();
    if (first.act == "ledger.continue") known.ledger_since = first.time;
    return known;
}

Result<Docketed> judged(const escrow::Directory& escrow, const ledger::Ledger& ledger, Case it,
                        Time clock) {
    Circumstances known = circumstances_of(escrow, ledger, it, clock);
    auto standing = judge(it, known);
    if (!standing) return std::move(standing).error();
    return Docketed{std::move(it), *std::move(standing), std::move(known)};
}

Result<ledger::Ledger> fresh_ledger(const escrow::Directory& escrow) {
    auto now = ledger::Ledger::open(escrow.ledger_dir());
    if (!now || policy_changes(*now) == policy_changes(escrow.ledger())) return now;
    return Error{ErrorKind::failed, "CASE-CHANGED",
                 "another policy was applied while this command was at work",
                 "run the command again"};
}

Result<Docketed> load(const escrow::Directory& escrow, const std::string& name, Time clock) {
    const auto full = find_name(escrow, name);
    if (!full) return full.error();
    auto it = read_case(escrow, *full);
    if (!it) return std::move(it).error();
    return judged(escrow, escrow.ledger(), *std::move(it), clock);
}

Result<Docketed> load_file(const escrow::Directory& escrow, const std::string& file, Time clock) {
    const auto bytes = read_case_bytes(file);
    if (!bytes) return bytes.error();
    auto it = parse_case(*bytes);
    if (!it) return with_context(std::move(it).error(), console::quoted(file));
    return judged(escrow, escrow.ledger(), *std::move(it), clock);
}

}  // namespace breakglass::cases
