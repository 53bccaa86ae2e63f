#include <algorithm>
#include <map>

#include <fmt/format.h>

#include <breakglass/console/printable.h>
#include <breakglass/encoding/hex.h>
#include <breakglass/records/utc.h>
#include <breakglass/scope/scope.h>

namespace breakglass::scope {

namespace {

using catalog::Backup;

Error malformed(const std::string& part) {
    return {ErrorKind::usage, "SCOPE-MALFORMED",
            fmt::format("the scope {} is none of label=GLOB, label=GLOB,latest, "
                        "label=GLOB,at=2031-11-02T03:04:05Z and id=HEX",
                        console::quoted(part)),
            "list what there is: breakglass backup list"};
}

bool born_fresh(const Backup& backup, std::string_view fresh_kek_id) {
    return backup.generation == 0 &&
           std::ranges::find(backup.kek_ids, fresh_kek_id) != backup.kek_ids.end();
}

Item item_of(const Backup& backup) {
    return {.number = backup.number,
            .id = backup.id,
            .label = backup.label,
            .set_id = backup.set_id,
            .plain_bytes = backup.plain_bytes};
}

/// The newest of each label, in constant memory per label.
class Newest {
  public:
    void offer(const Backup& backup) {
        const auto [known, added] = by_label_.try_emplace(backup.label);
        const auto age = std::pair(backup.sealed_at, backup.number);
        if (!added && age < known->second.age) return;
        known->second = {.age = age, .item = item_of(backup)};
    }
    void give_to(std::map<std::uint64_t, Item>& items) {
        for (auto& [label, candidate] : by_label_) {
            items.insert_or_assign(candidate.item.number, std::move(candidate.item));
        }
    }

  private:
    struct Candidate {
        std::pair<catalog::Time, std::uint64_t> age;
        Item item;
    };
    std::map<std::string, Candidate> by_label_;
};

}  // namespace

Result<Scope::Part> Scope::parse_part(const std::string& text) {
    Part part;
    part.text = text;
    const std::string_view all = text;
    if (all.starts_with("label=")) {
        const policy::LabelChoice choice = policy::label_choice(all.substr(6));
        part.latest = choice.latest;
        if (choice.until) {
            part.until = records::parse_utc(*choice.until);
            if (!part.until) return malformed(text);
        }
        auto glob = policy::LabelGlob::parse(choice.pattern);
        if (!glob) return std::move(glob).error();
        part.label = *std::move(glob);
        return part;
    }
    if (!all.starts_with("id=")) return malformed(text);
    const auto id = encoding::from_hex(all.substr(3));
    if (!id || id->size() != part.id.size()) return malformed(text);
    std::ranges::copy(*id, part.id.begin());
    return part;
}

Result<Scope> Scope::parse(std::span<const std::string> parts) {
    Scope scope;
    for (const std::string& text : parts) {
        auto part = parse_part(text);
        if (!part) return std::move(part).error();
        scope.parts_.push_back(*std::move(part));
    }
    if (scope.parts_.empty()) return malformed("");
    return scope;
}

Result<Scope> Scope::parse_text(std::string_view text) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        parts.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parse(parts);
}

std::string Scope::text() const {
    std::string text;
    for (const Part& part : parts_) {
        if (!text.empty()) text += '\n';
        text += part.text;
    }
    return text;
}

Result<std::vector<Item>> Scope::resolve(catalog::BackupIndex& backups,
                                         std::string_view fresh_kek_id) const {
    std::map<std::uint64_t, Item> items;
    for (const Part& part : parts_) {
        bool matched = false;
        if (part.label) {
            Newest newest;
            catalog::BackupFilter filter;
            filter.label = part.label->text();
            auto walked =
                catalog::for_each_backup(backups, filter, [&](const Backup& backup) -> Status {
                    if (born_fresh(backup, fresh_kek_id)) return {};
                    if (part.until && backup.sealed_at > *part.until) return {};
                    matched = true;
                    if (part.latest) {
                        newest.offer(backup);
                    } else {
                        items.insert_or_assign(backup.number, item_of(backup));
                    }
                    return {};
                });
            if (!walked) return std::move(walked).error();
            newest.give_to(items);
        } else {
            auto found = backups.find(part.id);
            if (!found) return std::move(found).error();
            matched = found->has_value();
            if (matched) items.insert_or_assign((*found)->number, item_of(**found));
        }
        if (!matched) {
            return Error{ErrorKind::usage, "SCOPE-EMPTY",
                         fmt::format("the scope {} matches no backup of the catalog",
                                     console::quoted(part.text)),
                         "list what there is: breakglass backup list"};
        }
    }
    std::vector<Item> list;
    list.reserve(items.size());
    for (auto& [number, item] : items)
        list.push_back(std::move(item));
    return list;
}

}  // namespace breakglass::scope
