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

std::string share_sets_text(const Overview& overview) {
    std::string text;
    for (const catalog::ShareSet& set : overview.share_sets) {
        if (set.state == catalog::SetState::destroyed) continue;
        text += row("share set", fmt::format("{} {}{}, {}", set.id, catalog::name_of(set.state),
                                             set.spent_at ? ", SPENT" : "",
                                             age_of(set.created_at, overview.now)));
    }
    return text.empty() ? row("share set", "none yet: breakglass ceremony run") : text;
}

std::string keks_text(const Overview& overview) {
    std::string text;
    for (const catalog::Kek& kek : overview.keks) {
        if (kek.state == catalog::KekState::destroyed) continue;
        text += row("KEK", fmt::format("{} {} {}, {}, owner {}", kek.id, kek.name,
                                       catalog::name_of(kek.state),
                                       age_of(kek.created_at, overview.now), kek.owner));
    }
    return text.empty() ? row("KEK", "none yet: breakglass kek create --help") : text;
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
    text += row("policy", to_hex(overview.policy_hash).substr(0, 16) +
                              (overview.policy_changed ? ", EDITED and not applied" : ", applied"));
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
    text += row("newest kit", overview.newest_kit
                                  ? records::utc_text(overview.newest_kit->written_at) + ", " +
                                        age_of(overview.newest_kit->written_at, overview.now)
                                  : "none written from here yet: breakglass escrow kit NEW-DIR");
    for (const std::string& sentence : overview.owed) {
        text += row("OWED", sentence);
    }
    return text;
}

std::string to_json(const Overview& overview) {
    nlohmann::json json{{"escrow", overview.escrow},
                        {"owner", overview.owner},
                        {"purpose", overview.purpose},
                        {"policy_sha256", to_hex(overview.policy_hash)},
                        {"policy_changed", overview.policy_changed},
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
                              {"sha256sums", to_hex(overview.newest_kit->checksums_hash)}};
    }
    return json.dump(2) + "\n";
}

}  // namespace breakglass::escrow
