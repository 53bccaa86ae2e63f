#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <breakglass/backup/inspection.h>
#include <breakglass/catalog/catalog.h>
#include <breakglass/console/amounts.h>
#include <breakglass/console/printable.h>
#include <breakglass/publication/publish.h>
#include <breakglass/records/utc.h>

namespace breakglass::backup {

namespace {

std::string state_of(const catalog::Backup& backup) {
    if (!backup.rewritable) return "plain age";
    if (!backup.attested) return "unattested";
    return backup.proven ? "proven" : "attested";
}

std::string as_row(const catalog::Backup& backup) {
    return fmt::format("{}  {}  {:>10}  {:<10}  {}\n", to_hex(backup.id).substr(0, 12),
                       records::utc_text(backup.sealed_at),
                       console::readable_size(backup.file_bytes), state_of(backup),
                       console::printable(backup.label));
}

std::string as_json(const catalog::Backup& backup, const std::vector<catalog::Place>& places) {
    nlohmann::ordered_json object;
    object["id"] = to_hex(backup.id);
    object["label"] = backup.label;
    object["surface"] = backup.surface;
    object["kind"] = backup.kind;
    object["sealed_at"] = records::utc_text(backup.sealed_at);
    object["plain_bytes"] = backup.plain_bytes;
    object["file_bytes"] = backup.file_bytes;
    object["attested"] = backup.attested;
    object["proven"] = backup.proven;
    object["sealed"] = backup.rewritable;
    object["share_set"] = backup.set_id;
    object["keks"] = backup.kek_ids;
    object["generation"] = backup.generation;
    object["places"] = nlohmann::ordered_json::array();
    for (const catalog::Place& place : places) {
        object["places"].push_back(publication::describe(place));
    }
    return object.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace

Status list_backups(escrow::Directory& escrow, const ListRequest& request,
                    const std::function<Status(std::string_view)>& print) {
    catalog::BackupIndex& backups = escrow.catalog().backups();
    catalog::BackupFilter filter;
    if (!request.label.empty()) filter.label = request.label;
    bool first = true;
    auto listed =
        catalog::for_each_backup(backups, filter, [&](const catalog::Backup& backup) -> Status {
            const std::string before =
                request.json ? (first ? "[\n" : ",\n")
                : first      ? "ID            SEALED AT             FILE SIZE   STATE       LABEL\n"
                             : "";
            first = false;
            if (!request.json) return print(before + as_row(backup));
            auto places = backups.places(backup.id);
            if (!places) return std::move(places).error();
            return print(before + as_json(backup, *places));
        });
    if (!listed) return listed;
    if (request.json) return print(first ? "[]\n" : "\n]\n");
    return first ? print("no backups\n") : Status{};
}

}  // namespace breakglass::backup
