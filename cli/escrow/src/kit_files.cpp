#include "kit_files.h"

#include "checksums.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <breakglass/console/printable.h>
#include <breakglass/disk/new_file.h>

namespace breakglass::escrow {

namespace fs = std::filesystem;

namespace {

Error foreign(const fs::path& path, const char* what) {
    return Error{ErrorKind::failed, "KIT-FOREIGN-FILE",
                 fmt::format("{} {}, a kit cannot carry it", console::quoted(path.string()), what),
                 "move it out of the escrow directory"};
}

}  // namespace

Result<std::vector<std::string>> list_records(const fs::path& root, const char* folder) {
    std::vector<std::string> found;
    std::error_code problem;
    fs::recursive_directory_iterator entries(root / folder, problem);
    for (; !problem && entries != fs::recursive_directory_iterator(); entries.increment(problem)) {
        const fs::path& path = entries->path();
        const fs::file_status status = entries->symlink_status(problem);
        if (problem) break;
        if (path.filename().string().front() == '.') {
            if (fs::is_directory(status)) entries.disable_recursion_pending();
            continue;
        }
        if (fs::is_directory(status)) continue;
        if (!fs::is_regular_file(status)) return foreign(path, "is neither a file nor a folder");
        const std::string relative = path.lexically_relative(root).generic_string();
        if (!is_kit_path(relative)) return foreign(path, "has an unusual name");
        found.push_back(relative);
    }
    if (problem)
        return disk::system_error("cannot list", (root / folder).string(), problem.value());
    std::sort(found.begin(), found.end());
    return found;
}

Result<disk::FileSource> open_below(const fs::path& root, const std::string& relative) {
    const std::string name = (root / relative).string();
    disk::Descriptor here(::open(root.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    const fs::path parts(relative);
    for (auto part = parts.begin(); here && part != parts.end(); ++part) {
        const bool last = std::next(part) == parts.end();
        // O_NONBLOCK: opening a pipe that somebody left there must not wait for a writer.
        const int how = last ? O_RDONLY | O_NONBLOCK : O_PATH | O_DIRECTORY;
        here =
            disk::Descriptor(::openat(here.number(), part->c_str(), how | O_NOFOLLOW | O_CLOEXEC));
    }
    if (!here) return disk::system_error("cannot open", name, errno);
    struct stat facts = {};
    if (::fstat(here.number(), &facts) != 0) {
        return disk::system_error("cannot look at", name, errno);
    }
    if (!S_ISREG(facts.st_mode)) return disk::system_error("cannot read", name, EINVAL);
    return disk::FileSource(std::move(here), name);
}

Result<Hash256> copy_hashed(disk::FileSource& source, const fs::path& to) {
    auto copy = disk::NewFile::create(to.string());
    if (!copy) return std::move(copy).error();
    constexpr std::size_t block_bytes = 65536;
    Bytes block(block_bytes);
    Sha256 hash;
    for (;;) {
        const auto count = source.read(block);
        if (!count) return count.error();
        if (*count == 0) break;
        const ByteView read = ByteView(block).first(*count);
        hash.update(read);
        if (auto written = copy->write(read); !written) return std::move(written).error();
    }
    if (auto published = copy->publish(); !published) return std::move(published).error();
    return hash.finish();
}

}  // namespace breakglass::escrow
