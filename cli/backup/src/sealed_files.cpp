#include "candidate.h"
#include "places.h"
#include "store_walk.h"

#include <filesystem>

#include <breakglass/backup/sealed_files.h>
#include <breakglass/backup/target.h>
#include <breakglass/console/printable.h>

namespace breakglass::backup {

namespace fs = std::filesystem;

namespace {

Result<std::optional<SealedFile>> read_sealed(const std::string& path) {
    auto candidate = read_candidate(path);
    if (!candidate) return std::move(candidate).error();
    if (!*candidate || !(*candidate)->sealed) return std::optional<SealedFile>{};
    return std::optional<SealedFile>(SealedFile{.path = path,
                                                .id = (*candidate)->id,
                                                .header = *std::move((*candidate)->sealed),
                                                .file_bytes = (*candidate)->file_bytes,
                                                .changed_at = (*candidate)->changed_at});
}

}  // namespace

Status find_sealed_files(const std::vector<std::string>& paths,
                         const std::function<Status(const SealedFile&)>& visit,
                         const std::function<void(const Error&)>& refuse) {
    const auto look_at = [&](const std::string& path, bool named) -> Status {
        auto file = read_sealed(path);
        if (!file) {
            refuse(file.error());
            return {};
        }
        if (*file) return visit(**file);
        if (named) {
            refuse({ErrorKind::unverified, "BACKUP-NOT-SEALED",
                    console::quoted(path) + " is no sealed backup", ""});
        }
        return {};
    };
    for (const std::string& path : paths) {
        std::error_code fault;
        const fs::path whole = fs::canonical(path, fault);
        if (!fault && fs::is_directory(whole, fault)) {
            auto walked = walk_store(
                whole.string(), [&](const std::string& inside) { return look_at(inside, false); },
                refuse);
            if (!walked) return walked;
        } else if (!fault && fs::is_regular_file(whole, fault)) {
            if (auto looked = look_at(whole.string(), true); !looked) return looked;
        } else {
            return Error{ErrorKind::usage, "BACKUP-STORE",
                         console::quoted(path) + " is neither a file nor a directory",
                         "is the store mounted? name a sealed file, or a directory"};
        }
    }
    return {};
}

Result<catalog::NewBackup> adopted(const escrow::Directory& escrow, const SealedFile& file,
                                   const SecretBytes& dek, Bytes header,
                                   const std::vector<std::string>& kek_ids) {
    auto description = sealed::open_description(file.header, dek, file.id);
    if (!description) return std::move(description).error();
    auto place = place_of(escrow, file.path);
    if (!place) return std::move(place).error();
    place->set_id = file.header.set_id;
    catalog::Backup backup;
    backup.id = file.id;
    backup.label = description->label;
    backup.surface = sealed::to_text(description->surface);
    backup.kind = sealed::to_text(description->kind);
    backup.sealed_at = description->time;
    backup.file_bytes = file.file_bytes;
    backup.commitment = sealed::dek_commitment(dek, file.id);
    backup.proven = true;  // the header that the catalog keeps was made from the DEK just now
    backup.header = std::move(header);
    backup.generation = 1;  // what stands in the file is generation 0
    backup.set_id = file.header.set_id;
    backup.kek_ids = kek_ids;
    return catalog::NewBackup{std::move(backup), {*std::move(place)}};
}

}  // namespace breakglass::backup
