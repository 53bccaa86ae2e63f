#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include <fmt/format.h>
#include <linux/magic.h>
#include <sys/vfs.h>

#include <breakglass/console/printable.h>
#include <breakglass/host/findings.h>

namespace breakglass::host {

namespace {

using Type = std::uint32_t;  // f_type; its sign bit is lost on 32 bits

/// What people call a file system; its number when we do not know.
std::string name_of_type(Type type) {
    constexpr std::array<std::pair<Type, const char*>, 12> names = {
        {{EXT4_SUPER_MAGIC, "ext4"},
         {XFS_SUPER_MAGIC, "xfs"},
         {BTRFS_SUPER_MAGIC, "btrfs"},
         {0x2fc12fc1U, "zfs"},
         {F2FS_SUPER_MAGIC, "f2fs"},
         {MSDOS_SUPER_MAGIC, "vfat"},
         {0x2011bab0U, "exfat"},
         {OVERLAYFS_SUPER_MAGIC, "overlay"},
         {NFS_SUPER_MAGIC, "nfs"},
         {0xff534d42U, "cifs"},
         {FUSE_SUPER_MAGIC, "fuse"},
         {0x5346544eU, "ntfs"}}};
    for (const auto& name : names)
        if (name.first == type) return name.second;
    return fmt::format("file system {:#x}", type);
}

/// The directory itself, or the nearest one above it that exists.
std::filesystem::path nearest(const std::string& directory) {
    std::error_code problem;
    std::filesystem::path path = std::filesystem::absolute(directory, problem);
    if (problem) path = directory;
    while (!std::filesystem::exists(path, problem) && path.has_relative_path())
        path = path.parent_path();
    return path;
}

}  // namespace

Finding look_at_disk(const std::string& directory) {
    Finding finding{.rule = Rule::disk};
    const std::string shown = console::quoted(directory);
    struct statfs status {};
    if (statfs(nearest(directory).c_str(), &status) != 0) {
        finding.found = fmt::format("{} cannot be looked at ({})", shown, std::strerror(errno));
    } else {
        const auto type = static_cast<Type>(status.f_type);
        finding.good = type == TMPFS_MAGIC || type == RAMFS_MAGIC;
        finding.found = finding.good
                            ? fmt::format("{} lies in memory", shown)
                            : fmt::format("{} lies on a disk ({})", shown, name_of_type(type));
    }
    if (!finding.good) finding.mend = "a directory in memory: --output-dir /dev/shm/cards";
    return finding;
}

}  // namespace breakglass::host
