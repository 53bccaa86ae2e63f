#include "checksums.h"
#include "kit_files.h"
#include "layout.h"
#include "new_directory.h"

#include <fmt/format.h>

#include <breakglass/catalog/catalog.h>
#include <breakglass/console/printable.h>
#include <breakglass/disk/read_file.h>
#include <breakglass/escrow/kit.h>

namespace breakglass::escrow {

namespace fs = std::filesystem;

namespace {

Result<Checksums> read_checksums(const fs::path& kit) {
    auto source = open_below(kit, checksums_name);
    if (!source) {
        return Error{ErrorKind::unverified, "KIT-NOT-FOUND",
                     fmt::format("{} is not a kit: {}", console::quoted(kit.string()),
                                 source.error().message),
                     "a kit is the folder that holds README.txt and SHA256SUMS"};
    }
    Bytes stored(max_checksums_bytes + 1);
    const auto size = read_fully(*source, stored);
    if (!size) return size.error();
    if (*size > max_checksums_bytes) {
        return Error{ErrorKind::unverified, "KIT-DAMAGED",
                     fmt::format("{} is larger than {} bytes", checksums_name, max_checksums_bytes),
                     "take another copy of the kit"};
    }
    return parse_checksums(ByteView(stored).first(*size));
}

Status check_complete(const Checksums& checksums) {
    for (const char* needed : {policy_name, catalog_name}) {
        if (checksums.count(needed) != 0) continue;
        return Error{ErrorKind::unverified, "KIT-INCOMPLETE",
                     fmt::format("{} does not list {}", checksums_name, needed),
                     "take another copy of the kit"};
    }
    return {};
}

Error damaged(const std::string& file, const std::string& what) {
    return Error{ErrorKind::unverified, "KIT-DAMAGED",
                 fmt::format("file {} of the kit {}", console::quoted(file), what),
                 "take another copy of the kit: every store has one"};
}

Status copy_checked(const fs::path& kit, const std::string& file, const Hash256& expected,
                    const fs::path& to) {
    auto source = open_below(kit, file);
    if (!source) return damaged(file, "cannot be read: " + source.error().message);
    const auto hash = copy_hashed(*source, to);
    if (!hash) return hash.error();
    if (*hash == expected) return {};
    return damaged(file,
                   fmt::format("has SHA-256 {}, expected {}", to_hex(*hash), to_hex(expected)));
}

// A kit whose policy or catalog does not open is no escrow: looked at before it gets its name.
Status check_sound(const fs::path& escrow) {
    const auto stored = disk::read_file((escrow / policy_name).string(), policy::max_policy_bytes);
    if (!stored) return stored.error();
    if (auto policy = policy::parse_policy(*stored); !policy) return std::move(policy).error();
    auto catalog = catalog::open((escrow / catalog_name).string());
    if (!catalog) return with_context(std::move(catalog).error(), "the kit's catalog");
    return {};
}

bool belongs_to_escrow(const std::string& file) {
    return file != kit_readme_name && file != script_name && file != runbook_name &&
           file != runbook_id_name;
}

}  // namespace

Result<Directory> open_kit(const fs::path& kit, const fs::path& target) {
    const auto checksums = read_checksums(kit);
    if (!checksums) return checksums.error();
    if (auto complete = check_complete(*checksums); !complete) return std::move(complete).error();
    auto fresh = NewDirectory::beside(target, "ESCROW-EXISTS");
    if (!fresh) return std::move(fresh).error();
    for (const char* folder : record_folders) {
        if (auto made = fresh->make(folder); !made) return std::move(made).error();
    }
    for (const auto& entry : *checksums) {
        const fs::path relative(entry.first);
        if (auto made = fresh->make(relative.parent_path()); !made) return std::move(made).error();
        const fs::path to = fresh->path() / relative;
        auto copied = copy_checked(kit, entry.first, entry.second, to);
        if (!copied) return std::move(copied).error();
        // The kit's own papers were checked like everything else; an escrow has no use for them.
        if (!belongs_to_escrow(entry.first)) fs::remove(to);
    }
    if (auto sound = check_sound(fresh->path()); !sound) return std::move(sound).error();
    if (auto published = fresh->publish(); !published) return std::move(published).error();
    return Directory::open(fresh->target());
}

}  // namespace breakglass::escrow
