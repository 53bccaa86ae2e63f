#include <array>
#include <utility>

#include <breakglass/sealed/description.h>
#include <breakglass/sealed/plain_text.h>

namespace breakglass::sealed {

namespace {

constexpr std::int64_t end_of_year_9999 = 253402300799;

constexpr std::array<std::pair<Surface, std::string_view>, 5> surfaces = {{
    {Surface::database, "database"},
    {Surface::object_storage, "object-storage"},
    {Surface::archive, "archive"},
    {Surface::search_index, "search-index"},
    {Surface::disk, "disk"},
}};

constexpr std::array<std::pair<Kind, std::string_view>, 4> kinds = {{
    {Kind::full, "full"},
    {Kind::incremental, "incremental"},
    {Kind::snapshot, "snapshot"},
    {Kind::export_, "export"},
}};

Error refuse(const std::string& why) {
    return {ErrorKind::usage, "BACKUP-DESCRIPTION", why, ""};
}

}  // namespace

std::string_view to_text(Surface surface) {
    for (const auto& [value, name] : surfaces) {
        if (value == surface) return name;
    }
    return {};
}

std::string_view to_text(Kind kind) {
    for (const auto& [value, name] : kinds) {
        if (value == kind) return name;
    }
    return {};
}

std::optional<Surface> surface_from_text(std::string_view text) {
    for (const auto& [value, name] : surfaces) {
        if (name == text) return value;
    }
    return std::nullopt;
}

std::optional<Kind> kind_from_text(std::string_view text) {
    for (const auto& [value, name] : kinds) {
        if (name == text) return value;
    }
    return std::nullopt;
}

Status check_description(const Description& description) {
    if (auto label = check_plain_text(description.label, "backup's label", max_label_bytes);
        !label) {
        return refuse(label.error().message);
    }
    if (auto source =
            check_plain_text(description.source, "backup's source", max_source_bytes, true);
        !source) {
        return refuse(source.error().message);
    }
    if (to_text(description.surface).empty()) return refuse("the backup's surface is unknown");
    if (to_text(description.kind).empty()) return refuse("the backup's kind is unknown");
    if (description.time < 0 || description.time > end_of_year_9999) {
        return refuse("the backup's time is not between the years 1970 and 9999");
    }
    return {};
}

}  // namespace breakglass::sealed
