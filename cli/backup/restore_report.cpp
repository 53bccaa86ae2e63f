// What `backup restore` says about each backup.

#include "backup_command.h"

#include <cstdio>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <breakglass/backup/restore.h>
#include <breakglass/console/amounts.h>
#include <breakglass/console/printable.h>
#include <breakglass/console/report.h>

namespace breakglass::command {

void tell_restored(const backup::RestoreReport& report, bool json) {
    if (report.header_from_catalog) {
        console::warn("the header of " + console::quoted(report.source) +
                          " does not verify; the catalog's copy of it was used",
                      "publish it again: breakglass rotation run");
    }
    if (report.output == "-") return;
    if (!json) {
        console::note(fmt::format("restored {} ({}) to {}{}", console::quoted(report.label),
                                  console::readable_size(report.plain_bytes),
                                  console::quoted(report.output),
                                  report.proven ? "; its other way in is proven" : ""));
        return;
    }
    nlohmann::ordered_json object;
    object["id"] = to_hex(report.id);
    object["label"] = report.label;
    object["source"] = report.source;
    object["output"] = report.output;
    object["plain_bytes"] = report.plain_bytes;
    object["header_from_catalog"] = report.header_from_catalog;
    object["proven"] = report.proven;
    object["content_compared"] = report.content_compared;
    object["doubts"] = nlohmann::ordered_json::array();
    for (const Error& doubt : report.doubts)
        object["doubts"].push_back(doubt.rule);
    fmt::print("{}\n", object.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

}  // namespace breakglass::command
