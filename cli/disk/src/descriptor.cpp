#include <cerrno>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

#include <breakglass/disk/descriptor.h>

namespace breakglass::disk {

Descriptor::~Descriptor() {
    close();
}

Descriptor::Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
    if (this != &other) {
        close();
        number_ = std::exchange(other.number_, -1);
    }
    return *this;
}

void Descriptor::close() noexcept {
    // standard input, output and error are borrowed, never closed
    if (number_ > 2) ::close(number_);
    number_ = -1;
}

Error system_error(const std::string& what, const std::string& path, int errno_value) {
    std::string reason = std::generic_category().message(errno_value);
    if (!reason.empty() && reason[0] >= 'A' && reason[0] <= 'Z') {
        reason[0] = static_cast<char>(reason[0] - 'A' + 'a');
    }
    Error error{ErrorKind::failed, "", what + " \"" + path + "\": " + reason, ""};
    if (errno_value == ENOSPC || errno_value == EDQUOT) {
        error.rule = "DISK-FULL";
        error.hint = "free some space or name another place, then run the same command again";
    } else if (errno_value == EROFS || errno_value == EACCES || errno_value == EPERM) {
        error.rule = "FILE-NOT-ALLOWED";
        error.hint =
            "check who owns it and whether it may be written: ls -ld " + directory_of(path);
    } else if (errno_value == EPIPE) {
        error.rule = "PIPE-BROKEN";
        error.hint = "the program that read the output went away";
    } else if (errno_value == ENOENT) {
        error.rule = "FILE-MISSING";
    }
    return error;
}

Status sync_directory(const std::string& path) {
    const Descriptor directory(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!directory) return system_error("cannot open directory", path, errno);
    if (::fsync(directory.number()) != 0 && errno != EINVAL) {
        return system_error("cannot sync directory", path, errno);
    }
    return {};
}

std::string directory_of(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    if (slash == std::string::npos) return ".";
    return slash == 0 ? "/" : path.substr(0, slash);
}

}  // namespace breakglass::disk
