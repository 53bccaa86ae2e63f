#include "policy_in_force.h"

#include "layout.h"

#include <algorithm>
#include <system_error>

#include <fmt/format.h>

#include <breakglass/console/printable.h>
#include <breakglass/disk/read_file.h>

namespace breakglass::escrow {

namespace fs = std::filesystem;

namespace {

/// The policy that the newest entry put in force; nothing when none did.
std::optional<Hash256> named_by(const ledger::Ledger& ledger) {
    const auto& entries = ledger.entries();
    // a ledger that began after a loss names in its first entry the policy that was in force then
    const auto newest = std::find_if(entries.rbegin(), entries.rend(), [](const auto& entry) {
        return entry.act == apply_act || entry.act == ledger::continue_act;
    });
    if (newest == entries.rend()) return std::nullopt;
    Hash256 hash{};
    const std::string* text = newest->fact(policy_fact);
    if (text == nullptr || !hash_from_hex(*text, hash)) return std::nullopt;
    return hash;
}

Result<Bytes> read_policy(const fs::path& file) {
    return disk::read_file(file.string(), policy::max_policy_bytes);
}

}  // namespace

Result<PolicyInForce> policy_in_force(const fs::path& escrow, const ledger::Ledger& ledger) {
    const fs::path draft_file = escrow / policy_name;
    const fs::path applied_file = escrow / applied_name;
    auto draft = read_policy(draft_file);
    if (!draft) return std::move(draft).error();
    const auto named = named_by(ledger);
    PolicyInForce found;
    Bytes in_force;
    fs::path file = draft_file;
    std::error_code ignored;
    const bool kept = fs::exists(applied_file, ignored);
    if (named && kept) {
        auto applied = read_policy(applied_file);
        if (!applied) return std::move(applied).error();
        if (sha256(*applied) == *named) {
            in_force = *std::move(applied);
            file = applied_file;
        }
    }
    // Killed between the ledger's entry and policy.applied: the draft is what the entry names.
    if (in_force.empty() && (!named || sha256(*draft) == *named)) in_force = *draft;
    if (in_force.empty() || (kept && !named)) {
        return Error{
            ErrorKind::unverified, "ESCROW-POLICY-FOREIGN",
            fmt::format("{} is not the policy that was applied: the ledger names {}",
                        console::quoted(applied_file.string()), named ? to_hex(*named) : "none"),
            "put the file back; every kit holds a copy: KIT/policy.applied"};
    }
    auto policy = policy::parse_policy(in_force, file.string());
    if (!policy) return std::move(policy).error();
    found.policy = *std::move(policy);
    found.applied = named.has_value();
    found.changed = named && sha256(*draft) != *named;
    return found;
}

}  // namespace breakglass::escrow
