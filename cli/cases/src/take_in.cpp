#include "take_in.h"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include <breakglass/cases/saying.h>
#include <breakglass/console/printable.h>
#include <breakglass/disk/new_file.h>
#include <breakglass/records/utc.h>

namespace breakglass::cases {

namespace {

using statement::SignedStatement;

/// What the ledger says about a statement that counts.
ledger::Record record_of(const SignedStatement& each, const Case& it) {
    const std::string& kind = each.statement.kind;
    ledger::Record record{.act = kind == "request"    ? "case.request"
                                 : kind == "approval" ? "case.approve"
                                 : kind == "stop"     ? "case.stop"
                                                      : "case.close",
                          .facts = {{"request", to_hex(it.request_hash())}},
                          .case_name = it.request.case_name,
                          .statement = std::string(as_text(each.stored))};
    const auto add = [&](const char* fact, std::string_view field) {
        const std::string* value = each.statement.only(field);
        if (value != nullptr) record.facts.push_back({fact, *value});
    };
    if (const std::string* signer = each.statement.only("signer")) record.actor = *signer;
    if (kind == "stop") {
        add("how", "how");
        add("reason", "reason");
    }
    add("signed", "time");
    return record;
}

bool is_in(const Case& it, const SignedStatement& wanted) {
    const auto same = [&wanted](const SignedStatement& each) {
        return each.stored == wanted.stored;
    };
    return std::ranges::any_of(it.asked, same) || std::ranges::any_of(it.said, same);
}

/// A command that was killed between ledger and file must not say everything twice.
bool is_recorded(const ledger::Ledger& ledger, const ledger::Record& record) {
    return std::ranges::any_of(ledger.entries(), [&record](const records::LedgerEntry& entry) {
        return entry.act == record.act && entry.case_name == record.case_name &&
               entry.statement == record.statement;
    });
}

Result<std::optional<Case>> home_case(const escrow::Directory& escrow, const std::string& name) {
    std::error_code none;
    if (!std::filesystem::exists(file_of(escrow, name), none)) return std::optional<Case>();
    auto it = read_case(escrow, name);
    if (!it) return std::move(it).error();
    return std::optional<Case>(*std::move(it));
}

Result<Case> united(const std::optional<Case>& home,
                    const std::vector<SignedStatement>& newcomers) {
    std::vector<SignedStatement> whole = newcomers;
    if (home) {
        whole.insert(whole.end(), home->asked.begin(), home->asked.end());
        whole.insert(whole.end(), home->said.begin(), home->said.end());
    }
    return assemble(std::move(whole));
}

}  // namespace

Result<Merged> take_in(escrow::Directory& escrow, const std::string& name,
                       const std::vector<SignedStatement>& newcomers, Time clock, bool home_only) {
    const auto lock = escrow.lock(escrow::LockKind::exclusive);
    if (!lock) return lock.error();
    const auto ledger = fresh_ledger(escrow);
    if (!ledger) return ledger.error();
    const auto home = home_case(escrow, name);
    if (!home) return home.error();
    if (home_only && !*home) {
        return Error{ErrorKind::usage, "CASE-UNKNOWN",
                     fmt::format("this escrow has no case {}", console::quoted(name)),
                     "merge the file with its request first"};
    }
    auto all = united(*home, newcomers);
    if (!all) return std::move(all).error();
    auto tried = judged(escrow, *ledger, *std::move(all), clock);
    if (!tried) return std::move(tried).error();

    // What does not count now never will: it is named, and it does not fill the file.
    Merged merged;
    std::vector<SignedStatement> taken;
    for (const SignedStatement& each : newcomers) {
        if (*home && is_in(**home, each)) continue;
        const Hash256 hash = sha256(each.stored);
        const auto refused = std::ranges::find(tried->standing.ignored, hash, &Ignored::stored);
        if (refused != tried->standing.ignored.end()) {
            merged.left_out.push_back(*refused);
        } else if (!std::ranges::any_of(taken,
                                        [&](const auto& t) { return t.stored == each.stored; })) {
            taken.push_back(each);
        }
    }
    merged.taken = taken.size();
    auto kept = united(*home, taken);
    if (!kept) return std::move(kept).error();
    const Bytes file = encode_case(*kept);
    if (file.size() > max_case_bytes) {
        return Error{ErrorKind::unverified, "CASE-TOO-LARGE",
                     fmt::format("case {} would have {} bytes", name, file.size()), ""};
    }
    for (const SignedStatement& each : taken) {
        const ledger::Record record = record_of(each, *kept);
        if (is_recorded(*ledger, record)) continue;
        if (auto announced = escrow.record(record); !announced) return std::move(announced).error();
    }
    if (!taken.empty()) {
        auto written = disk::replace_file(file_of(escrow, name), file);
        if (!written) return std::move(written).error();
    }
    auto docketed = judged(escrow, escrow.ledger(), *std::move(kept), clock);
    if (!docketed) return std::move(docketed).error();
    merged.docketed = *std::move(docketed);
    return merged;
}

Result<Docketed> take_in_own(escrow::Directory& escrow, const std::string& name,
                             const SignedStatement& own, Time clock) {
    auto merged = take_in(escrow, name, {own}, clock, own.statement.kind != "request");
    if (!merged) return std::move(merged).error();
    if (merged->left_out.empty()) return std::move(merged->docketed);
    // Something else came in between showing the case and signing: say what, in its words.
    Error reason = std::move(merged->left_out.front().reason);
    reason.kind = ErrorKind::not_met;
    return reason;
}

Result<Merged> merge(escrow::Directory& escrow, const std::string& file, Time clock) {
    const auto bytes = read_case_bytes(file);
    if (!bytes) return bytes.error();
    auto loose = parse_loose(*bytes);
    if (!loose) return with_context(std::move(loose).error(), console::quoted(file));
    std::vector<Ignored> unread;
    for (const Unread& piece : loose->unread) {
        unread.push_back({{}, fmt::format("statement {} of the file", piece.number), piece.reason});
    }
    if (loose->statements.empty()) {
        if (unread.empty()) {
            return Error{ErrorKind::unverified, "CASE-NO-REQUEST",
                         console::quoted(file) + " is empty", ""};
        }
        return with_context(std::move(unread.front().reason), console::quoted(file));
    }
    // A file with a request is of that case; one without is of the case its first statement names.
    const auto& statements = loose->statements;
    const auto request = std::ranges::find_if(
        statements, [](const SignedStatement& each) { return each.statement.kind == "request"; });
    const bool has_request = request != statements.end();
    const auto& telling = has_request ? *request : statements.front();
    const std::string* name = telling.statement.only("case");
    if (name == nullptr || !is_case_name(*name)) {
        return Error{ErrorKind::unverified, "CASE-MALFORMED",
                     console::quoted(file) + " does not say of which case it is", ""};
    }
    auto merged = take_in(escrow, *name, statements, clock, !has_request);
    if (!merged) return with_context(std::move(merged).error(), console::quoted(file));
    merged->left_out.insert(merged->left_out.end(), unread.begin(), unread.end());
    return merged;
}

}  // namespace breakglass::cases
