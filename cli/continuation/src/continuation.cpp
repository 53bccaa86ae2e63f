#include <algorithm>

#include <fmt/format.h>

#include <breakglass/console/printable.h>
#include <breakglass/continuation/continuation.h>
#include <breakglass/disk/read_file.h>
#include <breakglass/escrow/newest_seen.h>
#include <breakglass/ledger/checkpoint.h>
#include <breakglass/ledger/comparison.h>
#include <breakglass/records/utc.h>

namespace breakglass::continuation {

namespace fs = std::filesystem;

namespace {

constexpr std::int64_t tolerated_seconds = 300;  // as the ledger's own
constexpr std::size_t id_digits = 32;

bool is_id(std::string_view text) {
    return text.size() == id_digits && text.find_first_not_of("0123456789abcdef") == text.npos;
}

/// "breakglass.ledger/payroll/0011.../..." names the escrow.
std::string id_in_origin(std::string_view origin) {
    const std::size_t name = origin.find('/');
    const std::size_t id = name == origin.npos ? name : origin.find('/', name + 1);
    return id == origin.npos ? "" : std::string(origin.substr(id + 1, id_digits));
}

/// The ids that what is left of the ledger names.
std::vector<std::string> ids_left(const fs::path& folder, const ledger::Ledger* old) {
    std::vector<std::string> ids;
    if (old != nullptr && !old->entries().empty()) {
        if (const std::string* id = old->entries().front().fact("escrow_id")) ids.push_back(*id);
    }
    if (const auto files = ledger::checkpoint_files(folder)) {
        for (const fs::path& file : *files) {
            const auto stored = disk::read_file(file.string(), note::max_note_bytes);
            const auto note =
                stored ? note::parse_note(*stored) : Result<note::Note>(stored.error());
            const auto checkpoint =
                note ? note::parse_checkpoint(note->text) : Result<note::Checkpoint>(note.error());
            if (checkpoint) ids.push_back(id_in_origin(checkpoint->origin));
        }
    }
    return ids;
}

Result<std::string> find_id(const std::vector<std::string>& left, const std::string& given) {
    const std::string id = given.empty() && !left.empty() ? left.front() : given;
    if (!is_id(id)) {
        return Error{ErrorKind::usage, "LEDGER-ID",
                     "neither ledger nor checkpoint is left to tell the escrow's id, and "
                     "--escrow-id does not give its 32 hex digits",
                     "every kit, checkpoint and case names it"};
    }
    for (const std::string& other : left) {
        if (other != id) {
            return Error{ErrorKind::usage, "LEDGER-ID",
                         fmt::format("what is left of the ledger is of escrow {}, not {}",
                                     console::quoted(other), id),
                         "is it the right escrow?"};
        }
    }
    return id;
}

Error head_older(const tree::Head& newer, const std::string& who) {
    return {ErrorKind::unverified, "LEDGER-HEAD-OLDER",
            fmt::format("{} knows the newer head {}: what it holds must not be forgotten", who,
                        ledger::head_text(newer)),
            fmt::format("--last-head \"{}\"", ledger::head_text(newer))};
}

/// Whether there is a reason to begin anew, and whether the head quoted forgets nothing.
Status check_reason(const fs::path& folder, const ledger::Ledger& old, const tree::Head& last,
                    std::int64_t now) {
    const bool sound = static_cast<bool>(ledger::Ledger::open(folder));
    const bool ahead =
        !old.entries().empty() && old.entries().back().time > now + tolerated_seconds;
    const bool begun = old.first_number() > 0 && old.first_number() == last.size;
    const bool agrees = static_cast<bool>(old.compare(last.size, last.root, "the head quoted"));
    if (agrees && begun && sound && !ahead) {
        return Error{ErrorKind::usage, "LEDGER-SOUND",
                     "the ledger did begin anew from this head, and is sound",
                     "breakglass ledger verify shows it"};
    }
    if (agrees && old.head().size > last.size) return head_older(old.head(), "the ledger itself");
    if (!sound || !agrees || ahead) return {};
    return Error{ErrorKind::usage, "LEDGER-SOUND",
                 fmt::format("the ledger is sound and holds the head {}", ledger::head_text(last)),
                 "there is nothing to begin anew; breakglass ledger verify shows it"};
}

}  // namespace

Result<Plan> plan(const fs::path& escrow, const Request& request, std::int64_t now) {
    Plan plan;
    plan.reason = request.reason;
    plan.now = now;
    const auto last = ledger::parse_head(request.last_head);
    if (!last) return last.error();
    plan.last = *last;
    const fs::path applied = escrow / "policy.applied";
    std::error_code ignored;
    plan.applied = fs::exists(applied, ignored);
    const std::string file = (plan.applied ? applied : escrow / "escrow.toml").string();
    const auto stored = disk::read_file(file, policy::max_policy_bytes);
    if (!stored) return stored.error();
    auto policy = policy::parse_policy(*stored, file);
    if (!policy) return std::move(policy).error();
    plan.policy = *std::move(policy);

    const fs::path folder = escrow / "ledger";
    std::optional<ledger::Break> broken;
    const auto old = ledger::Ledger::open_sound_part(folder, broken);
    if (!old && old.error().rule != "LEDGER-MISSING") return old.error();
    if (old) {
        if (auto reason = check_reason(folder, *old, plan.last, now); !reason) {
            return std::move(reason).error();
        }
    }
    const tree::Head seen = escrow::newest_seen(escrow);
    if (seen.size > plan.last.size)
        return head_older(seen, "the escrow's newest kit or sealing file");
    auto id = find_id(ids_left(folder, old ? &*old : nullptr), request.escrow_id);
    if (!id) return std::move(id).error();
    plan.escrow_id = *std::move(id);
    return plan;
}

statement::Statement Plan::statement_of(const std::string& person) const {
    statement::Statement statement;
    statement.kind = "continue";
    statement.fields = {{"escrow", policy.escrow + " " + escrow_id},
                        {"last-head", ledger::head_text(last)},
                        {"policy", to_hex(policy.hash)},
                        {"reason", reason},
                        {"signer", person},
                        {"time", records::utc_text(now)}};
    statement.words = fmt::format(
        "The ledger of escrow {} is lost or cannot go on after {} entries.\n"
        "It shall begin anew, and what is left of it shall be kept.\n",
        policy.escrow, last.size);
    return statement;
}

ledger::Record Plan::first_entry(const std::vector<statement::SignedStatement>& statements) const {
    ledger::Record record;
    record.act = ledger::continue_act;
    record.facts = {{"escrow", policy.escrow},
                    {"escrow_id", escrow_id},
                    {"last_size", std::to_string(last.size)},
                    {"last_root", to_hex(last.root)},
                    {"reason", reason}};
    if (applied) record.facts.push_back({"policy", to_hex(policy.hash)});
    std::string signers;
    for (const statement::SignedStatement& said : statements) {
        const std::string* signer = said.statement.only("signer");
        check(signer != nullptr, "a statement that names its signer");
        if (record.actor.empty()) record.actor = *signer;
        signers += (signers.empty() ? "" : " and ") + *signer;
        record.statement += as_text(said.stored);
    }
    record.facts.push_back({"signers", signers});
    return record;
}

}  // namespace breakglass::continuation
