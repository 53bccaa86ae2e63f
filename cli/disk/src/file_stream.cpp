#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <breakglass/disk/file_stream.h>
#include <breakglass/disk/interrupt.h>

namespace breakglass::disk {

Result<FileSource> FileSource::open(const std::string& path) {
    if (path == "-") return FileSource(Descriptor(STDIN_FILENO), "standard input");
    Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file) return system_error("cannot open", path, errno);
    struct stat facts = {};
    if (::fstat(file.number(), &facts) != 0) return system_error("cannot look at", path, errno);
    if (S_ISDIR(facts.st_mode)) {
        return Error{ErrorKind::failed, "FILE-IS-DIRECTORY",
                     "\"" + path + "\" is a directory, a file was expected", ""};
    }
    if (S_ISREG(facts.st_mode)) (void)posix_fadvise(file.number(), 0, 0, POSIX_FADV_SEQUENTIAL);
    return FileSource(std::move(file), path);
}

Result<std::size_t> FileSource::read(std::span<std::uint8_t> into) {
    while (true) {
        if (auto go_on = check_interrupt(); !go_on) return std::move(go_on).error();
        const ssize_t got = ::read(descriptor_.number(), into.data(), into.size());
        if (got >= 0) return static_cast<std::size_t>(got);
        if (errno != EINTR) return system_error("cannot read", name_, errno);
    }
}

std::optional<std::uint64_t> FileSource::size() const {
    struct stat facts = {};
    if (::fstat(descriptor_.number(), &facts) != 0 || !S_ISREG(facts.st_mode)) return std::nullopt;
    return static_cast<std::uint64_t>(facts.st_size);
}

FileSink FileSink::standard_output() {
    return {Descriptor(STDOUT_FILENO), "standard output"};
}

Status FileSink::write(ByteView bytes) {
    while (!bytes.empty()) {
        if (auto go_on = check_interrupt(); !go_on) return go_on;
        const ssize_t put = ::write(descriptor_.number(), bytes.data(), bytes.size());
        if (put < 0) {
            if (errno == EINTR) continue;
            return system_error("cannot write", name_, errno);
        }
        bytes = bytes.subspan(static_cast<std::size_t>(put));
    }
    return {};
}

}  // namespace breakglass::disk
