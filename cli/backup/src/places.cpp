#include "places.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>

#include <fcntl.h>
#include <sys/stat.h>

#include <breakglass/catalog/catalog.h>
#include <breakglass/console/report.h>
#include <breakglass/publication/publish.h>
#include <breakglass/sealed/header.h>

namespace breakglass::backup {

Result<catalog::Place> place_of(const escrow::Directory& escrow, const std::string& path) {
    catalog::Place place;
    auto in_store = escrow.place_of(path);
    if (in_store) {
        place.store = in_store->store;
        place.path = in_store->relative;
        return place;
    }
    std::error_code fault;
    place.path = std::filesystem::canonical(path, fault).string();
    if (fault) return disk::system_error("cannot find the place of", path, fault.value());
    return place;
}

Status forget_other_at(escrow::Directory& escrow, const catalog::Place& place,
                       const catalog::BackupId& id) {
    catalog::BackupIndex& backups = escrow.catalog().backups();
    auto other = backups.find_at(place.store, place.path);
    if (!other) return std::move(other).error();
    if (!*other || (*other)->id == id) return {};
    console::warn("backup " + to_hex((*other)->id) + " lay at " + publication::describe(place) +
                  " before; another one is there now");
    return backups.remove_place(place.store, place.path);
}

Result<disk::FileSource> open_regular(const std::string& path, bool follow_links) {
    const int flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | (follow_links ? 0 : O_NOFOLLOW);
    disk::Descriptor file(::open(path.c_str(), flags));
    if (!file) return disk::system_error("cannot open", path, errno);
    struct stat facts = {};
    if (::fstat(file.number(), &facts) != 0) {
        return disk::system_error("cannot look at", path, errno);
    }
    if (!S_ISREG(facts.st_mode)) {
        return Error{ErrorKind::failed, "FILE-NOT-REGULAR",
                     "\"" + path + "\" is not a regular file", ""};
    }
    (void)posix_fadvise(file.number(), 0, 0, POSIX_FADV_SEQUENTIAL);
    return disk::FileSource(std::move(file), path);
}

Result<Copy> open_copy(const std::string& path, const catalog::Backup& backup) {
    // the payload is authentic under its DEK or it is refused, so links may lead anywhere
    auto file = open_regular(path, true);
    if (!file) return std::move(file).error();
    Bytes header(backup.header.size());
    std::array<std::uint8_t, sealed::id_bytes> nonce{};
    auto got = read_fully(*file, header);
    if (!got) return std::move(got).error();
    auto more = read_fully(*file, nonce);
    if (!more) return std::move(more).error();
    if (*more < nonce.size()) {
        return Error{ErrorKind::unverified, "BACKUP-TRUNCATED",
                     "\"" + path + "\" ends before its payload begins", ""};
    }
    if (!std::ranges::equal(nonce, backup.id)) {
        return Error{ErrorKind::unverified, "BACKUP-SWAPPED",
                     "\"" + path + "\" is another backup: it has the id " + to_hex(nonce) +
                         ", expected " + to_hex(backup.id),
                     ""};
    }
    return Copy{std::move(*file), std::move(header)};
}

}  // namespace breakglass::backup
