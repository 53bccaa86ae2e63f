#include "sqlite_filter.h"

#include <fmt/format.h>

namespace breakglass::catalog {

namespace {

bool is_pattern(const std::string& label) {
    return label.find_first_of("*?") != std::string::npos;
}

// GLOB knows [sets]; labels' patterns do not.
std::string glob_of(const std::string& pattern) {
    std::string glob;
    for (const char letter : pattern) {
        if (letter == '[') {
            glob += "[[]";
        } else {
            glob += letter;
        }
    }
    return glob;
}

// Every index here holds its rows in the order of their numbers, so a page needs no sorting. Left
// to itself, SQLite may choose an index that must be sorted anew for every page.
const char* index_for(const BackupFilter& filter) {
    if (filter.label && !is_pattern(*filter.label)) return "backups_by_label";
    return filter.set_id ? "backups_by_set" : nullptr;
}

std::string with_index(std::string select, const char* index) {
    const std::string table = "FROM backups b";
    const std::size_t at = select.find(table);
    check(at != std::string::npos, "a page is not read from backups");
    select.insert(at + table.size(),
                  index == nullptr ? " NOT INDEXED" : fmt::format(" INDEXED BY {}", index));
    return select;
}

class Conditions {
  public:
    explicit Conditions(const BackupFilter& filter) {
        if (filter.set_id) add("b.set_id = {}", *filter.set_id);
        if (filter.not_kek_id) {
            // Both columns compare against one value.
            const std::string value = bind(*filter.not_kek_id);
            where_ += fmt::format(" AND b.kek_id IS NOT {0} AND b.second_kek_id IS NOT {0}", value);
        }
        if (filter.label) {
            if (is_pattern(*filter.label)) {
                add("b.label GLOB {}", glob_of(*filter.label));
            } else {
                add("b.label = {}", *filter.label);
            }
        }
        if (filter.store) {
            add("EXISTS (SELECT 1 FROM places p INDEXED BY places_by_backup "
                "WHERE p.backup = b.number AND p.store = {})",
                *filter.store);
        }
        if (filter.latest_per_label) {
            where_ +=
                " AND NOT EXISTS (SELECT 1 FROM backups n INDEXED BY backups_by_label_time "
                "WHERE n.label = b.label AND (n.sealed_at, n.number) > (b.sealed_at, b.number))";
        }
        if (filter.rewritable_only) where_ += " AND b.rewritable = 1";
        if (filter.unattested_only) where_ += " AND b.attested = 0";
        if (filter.unproven_only) where_ += " AND b.proven = 0";
        if (filter.kek_id) kek_ = bind(*filter.kek_id);
    }

    // A KEK may stand in either column: two walks along two indexes, merged by number.
    std::string apply_to(const BackupFilter& filter, const std::string& select) const {
        if (kek_.empty()) return with_index(select, index_for(filter)) + where_;
        const bool by_label = filter.label && !is_pattern(*filter.label);
        return fmt::format(
            "{}{} AND b.kek_id = {} UNION ALL {}{} AND b.second_kek_id = {}",
            with_index(select, by_label ? "backups_by_label" : "backups_by_kek"), where_, kek_,
            with_index(select, by_label ? "backups_by_label" : "backups_by_second_kek"), where_,
            kek_);
    }

    std::vector<std::string> take_texts() && { return std::move(texts_); }

  private:
    std::string bind(std::string text) {
        texts_.push_back(std::move(text));
        return fmt::format("?{}", texts_.size() + 2);
    }
    void add(const char* condition, std::string text) {
        where_ += " AND " + fmt::format(fmt::runtime(condition), bind(std::move(text)));
    }

    std::string where_ = " WHERE b.number > ?1";
    std::string kek_;
    std::vector<std::string> texts_;
};

}  // namespace

FilterSql page_sql(const BackupFilter& filter, const std::string& select) {
    Conditions conditions(filter);
    std::string sql = conditions.apply_to(filter, select) + " ORDER BY 1 LIMIT ?2";
    return {.sql = std::move(sql), .texts = std::move(conditions).take_texts()};
}

FilterSql count_sql(const BackupFilter& filter) {
    Conditions conditions(filter);
    std::string sql = "SELECT count(*) + ?2 FROM (" +
                      conditions.apply_to(filter, "SELECT b.number FROM backups b") + ")";
    return {.sql = std::move(sql), .texts = std::move(conditions).take_texts()};
}

}  // namespace breakglass::catalog
