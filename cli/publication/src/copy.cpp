#include <algorithm>
#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <breakglass/console/printable.h>
#include <breakglass/disk/descriptor.h>
#include <breakglass/publication/copy.h>
#include <breakglass/sealed/header.h>

namespace breakglass::publication {

namespace {

using disk::Descriptor;

Result<Descriptor> open_copy(const std::filesystem::path& file, int mode) {
    // O_NONBLOCK: a pipe under that name must not hang the command
    Descriptor copy(::open(file.c_str(), mode | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
    if (!copy) return disk::system_error("cannot open", file.string(), errno);
    struct stat facts = {};
    if (::fstat(copy.number(), &facts) != 0) {
        return disk::system_error("cannot look at", file.string(), errno);
    }
    if (!S_ISREG(facts.st_mode)) {
        return Error{ErrorKind::failed, "COPY-NOT-A-FILE",
                     console::quoted(file.string()) + " is not a regular file", ""};
    }
    return copy;
}

/// Header and payload nonce.
Result<Bytes> read_start(const Descriptor& copy, const std::filesystem::path& file) {
    Bytes start(sealed::payload_offset);
    std::size_t filled = 0;
    while (filled < start.size()) {
        const ssize_t got = ::pread(copy.number(), start.data() + filled, start.size() - filled,
                                    static_cast<off_t>(filled));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return disk::system_error("cannot read", file.string(), errno);
        if (got == 0) {
            return Error{ErrorKind::unverified, "COPY-TRUNCATED",
                         console::quoted(file.string()) + " ends within its header, after " +
                             std::to_string(filled) + " bytes",
                         "bring the file back from another copy"};
        }
        filled += static_cast<std::size_t>(got);
    }
    return start;
}

Result<Bytes> read_own_start(const Descriptor& copy, const std::filesystem::path& file,
                             const catalog::BackupId& id) {
    auto start = read_start(copy, file);
    if (!start) return start;
    const ByteView nonce = ByteView(*start).subspan(sealed::header_bytes, id.size());
    if (!std::ranges::equal(nonce, id)) {
        return Error{ErrorKind::unverified, "COPY-SWAPPED",
                     console::quoted(file.string()) + " is backup " + to_hex(nonce) +
                         ", expected " + to_hex(id),
                     "find where the right file went, then run: breakglass backup register"};
    }
    start->resize(sealed::header_bytes);
    return start;
}

}  // namespace

Result<Bytes> read_copy_header(const std::filesystem::path& file, const catalog::BackupId& id) {
    auto copy = open_copy(file, O_RDONLY);
    if (!copy) return std::move(copy).error();
    return read_own_start(*copy, file, id);
}

Status rewrite_copy(const std::filesystem::path& file, const catalog::BackupId& id,
                    ByteView header) {
    check(header.size() == sealed::header_bytes, "a header of 4,096 bytes");
    auto copy = open_copy(file, O_RDWR);
    if (!copy) return std::move(copy).error();
    auto present = read_own_start(*copy, file, id);
    if (!present) return std::move(present).error();
    if (std::ranges::equal(*present, header)) {
        // It may stand in the cache alone: a killed run wrote it and never came to the sync.
        if (::fsync(copy->number()) != 0)
            return disk::system_error("cannot sync", file.string(), errno);
        return {};
    }
    const auto fixed = header.first(sealed::fixed_bytes);
    if (!std::ranges::equal(ByteView(*present).first(sealed::fixed_bytes), fixed)) {
        return Error{ErrorKind::unverified, "COPY-FIXED-PART",
                     "the unchanging part of the header of " + console::quoted(file.string()) +
                         " is not the one the catalog knows",
                     "the file is damaged or not ours; bring it back from another copy"};
    }
    // One sector: a power cut leaves the old bytes or the new ones.
    const auto changing = header.subspan(sealed::fixed_bytes);
    ssize_t put = -1;
    do {
        put = ::pwrite(copy->number(), changing.data(), changing.size(),
                       static_cast<off_t>(sealed::fixed_bytes));
    } while (put < 0 && errno == EINTR);
    if (put != static_cast<ssize_t>(changing.size())) {
        return disk::system_error("cannot write the header of", file.string(),
                                  put < 0 ? errno : EIO);
    }
    if (::fsync(copy->number()) != 0)
        return disk::system_error("cannot sync", file.string(), errno);
    auto written = read_own_start(*copy, file, id);
    if (!written) return std::move(written).error();
    if (!std::ranges::equal(*written, header)) {
        return Error{ErrorKind::unverified, "COPY-READ-BACK",
                     "the header of " + console::quoted(file.string()) +
                         " reads back differently from what was written",
                     "another program writes to it, or the disk is failing"};
    }
    return {};
}

}  // namespace breakglass::publication
