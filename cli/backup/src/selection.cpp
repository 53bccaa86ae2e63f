#include <algorithm>
#include <map>

#include <breakglass/backup/selection.h>
#include <breakglass/console/printable.h>
#include <breakglass/encoding/hex.h>

namespace breakglass::backup {

namespace {

constexpr std::size_t shortest_prefix = 8;
constexpr std::size_t id_digits = 32;

bool is_hex(char letter) {
    return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f');
}

Error unknown(const std::string& what) {
    return {ErrorKind::usage, "BACKUP-UNKNOWN", "the catalog has no backup " + what,
            "see what there is: breakglass backup list"};
}

}  // namespace

bool looks_like_id(std::string_view text) {
    return text.size() >= shortest_prefix && text.size() <= id_digits &&
           std::ranges::all_of(text, is_hex);
}

Result<catalog::Backup> find_by_id(catalog::Catalog& catalog, std::string_view text) {
    if (!looks_like_id(text)) {
        return Error{ErrorKind::usage, "BACKUP-ID",
                     console::quoted(text) + " is not an id: 8 to 32 of the digits 0-9 and a-f",
                     "see the ids: breakglass backup list"};
    }
    if (text.size() == id_digits) {
        const auto bytes = encoding::from_hex(text);
        catalog::BackupId id{};
        std::ranges::copy(*bytes, id.begin());
        auto found = catalog.backups().find(id);
        if (!found) return std::move(found).error();
        if (!*found) return unknown(std::string(text));
        return std::move(**found);
    }
    std::vector<catalog::Backup> matches;
    auto searched = catalog::for_each_backup(
        catalog.backups(), {}, [&](const catalog::Backup& backup) -> Status {
            if (matches.size() < 2 && to_hex(backup.id).starts_with(text)) {
                matches.push_back(backup);
            }
            return {};
        });
    if (!searched) return std::move(searched).error();
    if (matches.empty()) return unknown(std::string(text));
    if (matches.size() == 1) return std::move(matches.front());
    return Error{ErrorKind::usage, "BACKUP-AMBIGUOUS",
                 "more than one id begins with " + std::string(text) + ": " +
                     to_hex(matches[0].id) + ", " + to_hex(matches[1].id),
                 "give more digits"};
}

Result<std::vector<catalog::BackupId>> select_by_label(catalog::Catalog& catalog,
                                                       const std::string& pattern, bool latest) {
    struct Match {
        catalog::Time sealed_at = 0;
        std::string label;
        catalog::BackupId id{};
    };
    std::vector<Match> matches;
    std::uint64_t unattested = 0;
    catalog::BackupFilter filter;
    filter.label = pattern;
    auto searched = catalog::for_each_backup(
        catalog.backups(), filter, [&](const catalog::Backup& backup) -> Status {
            if (backup.attested) {
                matches.push_back({backup.sealed_at, backup.label, backup.id});
            } else {
                ++unattested;
            }
            return {};
        });
    if (!searched) return std::move(searched).error();
    if (matches.empty()) {
        Error error = unknown("with the label " + console::quoted(pattern));
        if (unattested > 0) {
            error.message +=
                " that a receipt vouches for (" + std::to_string(unattested) + " without one)";
            error.hint = "look at them and name one by its id: breakglass backup list";
        }
        return error;
    }
    std::ranges::stable_sort(matches, {}, &Match::sealed_at);
    if (latest) {
        std::map<std::string, Match> newest;
        for (const Match& match : matches)
            newest[match.label] = match;
        matches.clear();
        for (auto& [label, match] : newest)
            matches.push_back(match);
    }
    std::vector<catalog::BackupId> ids;
    ids.reserve(matches.size());
    for (const Match& match : matches)
        ids.push_back(match.id);
    return ids;
}

}  // namespace breakglass::backup
