#include "looks.h"

#include <algorithm>

#include <fmt/format.h>

namespace breakglass::doctor {
namespace {

struct Row {
    const char* what;  // for saying that it was left out
    Checks (*look)(const Patient&);
    bool needs_policy = false;
    bool needs_catalog = false;
    bool needs_ledger = false;
    bool needs_directory = false;
};

constexpr Row table[] = {
    {.what = "the directory", .look = look_at_directory},
    {.what = "the policy", .look = look_at_policy},
    {.what = "the catalog", .look = look_at_catalog},
    {.what = "the ledger", .look = look_at_ledger},
    {.what = "what others saw of the ledger", .look = look_at_others_memory, .needs_ledger = true},
    {.what = "checkpoints", .look = look_at_checkpoints, .needs_ledger = true},
    {.what = "findings", .look = look_at_findings, .needs_policy = true, .needs_catalog = true},
    {.what = "share sets", .look = look_at_share_sets, .needs_catalog = true},
    {.what = "the cards",
     .look = look_at_custodians,
     .needs_policy = true,
     .needs_catalog = true,
     .needs_ledger = true},
    {.what = "KEKs", .look = look_at_keks, .needs_policy = true, .needs_catalog = true},
    {.what = "rotations", .look = look_at_rotation, .needs_catalog = true},
    {.what = "cases", .look = look_at_cases, .needs_directory = true},
    {.what = "backups", .look = look_at_backups, .needs_catalog = true},
    {.what = "stores", .look = look_at_stores, .needs_policy = true},
    {.what = "the sealing file", .look = look_at_sealing, .needs_catalog = true},
    {.what = "the kit", .look = look_at_kit},
};

bool is_sound(const escrow::Pieces& pieces) {
    return pieces.missing.empty() && !pieces.ledger_problem && !pieces.rolled_back &&
           !pieces.policy_problem && !pieces.catalog_problem;
}

}  // namespace

Check failed(std::string id, const Error& error) {
    const std::string rule = error.rule.empty() ? "" : " [" + error.rule + "]";
    return {std::move(id), Weight::failed, error.message + rule, error.hint};
}

std::string counted(std::uint64_t count, const char* one, const char* many) {
    return fmt::format("{} {}", count, count == 1 ? one : many);
}

Result<Diagnosis> examine(const std::filesystem::path& escrow, std::int64_t now) {
    auto pieces = escrow::read_pieces(escrow);
    if (!pieces) return std::move(pieces).error();
    std::optional<escrow::Directory> whole;
    if (is_sound(*pieces)) {
        auto opened = escrow::Directory::open(escrow);
        if (opened) whole = *std::move(opened);
    }
    const Patient patient{*pieces, now, whole ? &*whole : nullptr};
    Diagnosis diagnosis;
    diagnosis.escrow = escrow.string();
    diagnosis.now = now;
    std::string left_out;
    for (const Row& row : table) {
        const bool can = (!row.needs_policy || pieces->policy) &&
                         (!row.needs_catalog || pieces->catalog != nullptr) &&
                         (!row.needs_ledger || pieces->ledger) && (!row.needs_directory || whole);
        if (!can) {
            left_out += fmt::format("{}{}", left_out.empty() ? "" : ", ", row.what);
            continue;
        }
        for (Check& check : row.look(patient)) {
            diagnosis.checks.push_back(std::move(check));
        }
    }
    if (!left_out.empty()) {
        diagnosis.checks.push_back(
            {"DOCTOR-LEFT-OUT", Weight::failed,
             fmt::format("not looked at, for want of what failed: {}", left_out),
             "mend what failed first, then: breakglass doctor"});
    }
    std::stable_sort(
        diagnosis.checks.begin(), diagnosis.checks.end(),
        [](const Check& one, const Check& other) { return one.weight > other.weight; });
    return diagnosis;
}

Status outcome_of(const Diagnosis& diagnosis) {
    const auto count = [&](Weight weight) {
        return std::count_if(diagnosis.checks.begin(), diagnosis.checks.end(),
                             [&](const Check& check) { return check.weight == weight; });
    };
    const auto bad = count(Weight::failed);
    const auto owed = count(Weight::owed);
    const char* hint = "each is listed with its mend, worst first";
    if (bad > 0) {
        return Error{ErrorKind::unverified, "DOCTOR-FAILED",
                     fmt::format("{} failed, {} owed", bad, owed), hint};
    }
    if (owed > 0) {
        return Error{ErrorKind::owed, "DOCTOR-OWED", fmt::format("{} owed", owed), hint};
    }
    return {};
}

}  // namespace breakglass::doctor
