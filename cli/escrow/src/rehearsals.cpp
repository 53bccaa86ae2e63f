#include "layout.h"

#include <algorithm>

#include <breakglass/console/printable.h>
#include <breakglass/disk/descriptor.h>
#include <breakglass/disk/new_file.h>
#include <breakglass/disk/read_file.h>
#include <breakglass/escrow/rehearsals.h>
#include <breakglass/records/manifest.h>

namespace breakglass::escrow {

namespace fs = std::filesystem;

namespace {

constexpr const char* folder_name = "rehearsals";
constexpr const char* ending = ".manifest";

Result<fs::path> file_of(const Directory& escrow, std::string_view set_id) {
    if (!is_set_id(set_id)) {
        return Error{ErrorKind::usage, "ESCROW-SET-ID",
                     console::quoted(set_id) + " is no share set id, which has 8 hex digits", ""};
    }
    return rehearsals_dir(escrow) / (std::string(set_id) + ending);
}

}  // namespace

fs::path rehearsals_dir(const Directory& escrow) {
    return escrow.path() / folder_name;
}

Result<std::vector<std::string>> rehearsal_ids(const Directory& escrow) {
    std::vector<std::string> ids;
    std::error_code problem;
    const fs::path folder = rehearsals_dir(escrow);
    if (!fs::exists(folder, problem)) return ids;
    for (const auto& entry : fs::directory_iterator(folder, problem)) {
        const fs::path name = entry.path().filename();
        if (name.extension() == ending && is_set_id(name.stem().string()))
            ids.push_back(name.stem().string());
    }
    if (problem) return disk::system_error("cannot list", folder.string(), problem.value());
    std::sort(ids.begin(), ids.end());
    return ids;
}

Result<Bytes> read_rehearsal(const Directory& escrow, std::string_view set_id) {
    const auto file = file_of(escrow, set_id);
    if (!file) return file.error();
    return disk::read_file(file->string(), records::max_manifest_bytes);
}

Status write_rehearsal(const Directory& escrow, std::string_view set_id, ByteView stored) {
    const auto file = file_of(escrow, set_id);
    if (!file) return file.error();
    if (Status made = disk::ensure_directory(rehearsals_dir(escrow).string()); !made) return made;
    return disk::replace_file(file->string(), stored);
}

}  // namespace breakglass::escrow
