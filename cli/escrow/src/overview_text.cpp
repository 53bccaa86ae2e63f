#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <breakglass/console/printable.h>
#include <breakglass/escrow/overview.h>
#include <breakglass/records/utc.h>

namespace breakglass::escrow {
namespace {

constexpr std::int64_t seconds_a_day = 86400;

std::string age_of(std::int64_t since, std::int64_t now) {
    const std::int64_t days = (now - since) / seconds_a_day;
    if (days <= 0) return "today";
    return days == 1 ? "1 day old" : fmt::format("{} days old", days);
}

std::string row(std::string_view name, const std::string& value) {
    return fmt::format("{:<12}{}\n", name, console::printable(value));
}

// One screen is all an operator reads: of a long list the active one and the newest few.
constexpr std::size_t most_rows = 4;

struct Row {
    bool active = false;
    std::string words;
};

std::string newest_rows(std::vector<Row> rows, const char* name) {
    std::stable_sort(rows.begin(), rows.end(),
                     [](const Row& one, const Row& other) { return one.active < other.active; });
    std::string text;
    const std::size_t left_out = rows.size() > most_rows ? rows.size() - most_rows : 0;
    for (std::size_t index = left_out; index < rows.size(); ++index) {
        text += row(name, rows[index].words);
    }
    if (left_out > 0) text += row("", fmt::format("and {} more", left_out));
    return text;
}

std::string share_sets_text(const Overview& overview) {
    std::vector<Row> rows;
    for (const catalog::ShareSet& set : overview.share_sets) {
        if (set.state == catalog::SetState::destroyed) continue;
        rows.push_back(
            {set.state == catalog::SetState::active,
             fmt::format("{} {}{}, {}", set.id, catalog::name_of(set.state),
                         set.spent_at ? ", SPENT" : "", age_of(set.created_at, overview.now))});
    }
    if (rows.empty()) return row("share set", "none yet: breakglass ceremony run");
    return newest_rows(std::move(rows), "share set");
}

std::string keks_text(const Overview& overview) {
    std::vector<Row> rows;
    for (const catalog::Kek& kek : overview.keks) {
        if (kek.state == catalog::KekState::destroyed) continue;
        rows.push_back(
            {kek.state == catalog::KekState::active,
             fmt::format("{} {} {}, {}, owner {}", kek.id, kek.name, catalog::name_of(kek.state),
                         age_of(kek.created_at, overview.now), kek.owner)});
    }
    if (rows.empty()) return row("KEK", "none yet: breakglass kek create --help");
    return newest_rows(std::move(rows), "KEK");
}

std::string policy_text(const Overview& overview) {
    const std::string hash = to_hex(overview.policy_hash).substr(0, 16);
    if (!overview.policy_applied) return row("policy", hash + ", NOT YET APPLIED");
    return row("policy",
               hash + (overview.policy_changed ? ", applied; escrow.toml was EDITED and not applied"
                                               : ", applied"));
}

std::string kit_text(const Overview& overview) {
    if (!overview.newest_kit) {
        return row("newest kit", "none written from here yet: breakglass escrow kit NEW-DIR");
    }
    const KitNote& kit = *overview.newest_kit;
    std::string words =
        records::utc_text(kit.written_at) + ", " + age_of(kit.written_at, overview.now);
    const std::uint64_t behind =
        overview.ledger.size > kit.ledger.size ? overview.ledger.size - kit.ledger.size : 0;
    if (behind > 0) words += fmt::format(", {} entries behind: write the next one", behind);
    return row("newest kit", words);
}

std::string owed_text(const Overview& overview) {
    std::string text;
    std::size_t told = 0;
    for (const std::string& sentence : overview.owed) {
        if (told++ < most_rows) text += row("OWED", sentence);
    }
    if (told > most_rows) {
        text += row("", fmt::format("and {} more: breakglass doctor", told - most_rows));
    }
    return text;
}

nlohmann::json sets_json(const Overview& overview) {
    auto list = nlohmann::json::array();
    for (const catalog::ShareSet& set : overview.share_sets) {
        nlohmann::json entry{{"id", set.id},
                             {"recipient", set.recipient},
                             {"state", catalog::name_of(set.state)},
                             {"created", records::utc_text(set.created_at)},
                             {"spent", nullptr}};
        if (set.spent_at) entry["spent"] = records::utc_text(*set.spent_at);
        list.push_back(std::move(entry));
    }
    return list;
}

nlohmann::json keks_json(const Overview& overview) {
    auto list = nlohmann::json::array();
    for (const catalog::Kek& kek : overview.keks) {
        list.push_back({{"id", kek.id},
                        {"name", kek.name},
                        {"recipient", kek.recipient},
                        {"owner", kek.owner},
                        {"purpose", kek.purpose},
                        {"state", catalog::name_of(kek.state)},
                        {"created", records::utc_text(kek.created_at)},
                        {"age_days", (overview.now - kek.created_at) / seconds_a_day}});
    }
    return list;
}

}  // namespace

std::string to_text(const Overview& overview) {
    std::string text = row("escrow", overview.escrow);
    text += row("purpose", overview.purpose);
    text += row("owner", overview.owner);
    text += policy_text(overview);
    text += row("ledger", fmt::format("{} entries, head {}", overview.ledger.size,
                                      to_hex(overview.ledger.root).substr(0, 16)));
    if (overview.cases) {
        text += row("cases", fmt::format("{} waiting, {} approved and open",
                                         overview.cases->waiting, overview.cases->usable));
    }
    text += share_sets_text(overview);
    for (const std::string& id : overview.missing) {
        text += row("missing", "the manifest of share set " + id);
    }
    text += keks_text(overview);
    const BackupCounts& backups = overview.backups;
    text += row("backups", fmt::format("{}, {} unproven, {} unattested", backups.all,
                                       backups.unproven, backups.unattested));
    if (backups.unpublished != 0) {
        text += row("", fmt::format("{} copies wait for their new header", backups.unpublished));
    }
    text += kit_text(overview);
    return text + owed_text(overview);
}

std::string to_json(const Overview& overview) {
    nlohmann::json json{
        {"escrow", overview.escrow},
        {"owner", overview.owner},
        {"purpose", overview.purpose},
        {"policy_sha256", to_hex(overview.policy_hash)},
        {"escrow_id", overview.id},
        {"policy_applied", overview.policy_applied},
        {"policy_changed", overview.policy_changed},
        {"ledger", {{"size", overview.ledger.size}, {"root", to_hex(overview.ledger.root)}}},
        {"cases", nullptr},
        {"share_sets", sets_json(overview)},
        {"manifests_missing", overview.missing},
        {"keks", keks_json(overview)},
        {"backups",
         {{"all", overview.backups.all},
          {"unproven", overview.backups.unproven},
          {"unattested", overview.backups.unattested},
          {"unpublished", overview.backups.unpublished}}},
        {"newest_kit", nullptr},
        {"owed", overview.owed}};
    if (overview.newest_kit) {
        json["newest_kit"] = {{"written", records::utc_text(overview.newest_kit->written_at)},
                              {"sha256sums", to_hex(overview.newest_kit->checksums_hash)},
                              {"ledger_size", overview.newest_kit->ledger.size}};
    }
    if (overview.cases) {
        json["cases"] = {{"waiting", overview.cases->waiting}, {"usable", overview.cases->usable}};
    }
    return json.dump(2) + "\n";
}

}  // namespace breakglass::escrow
