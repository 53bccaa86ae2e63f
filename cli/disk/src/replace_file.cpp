#include "aside.h"

#include <cerrno>
#include <cstdio>

#include <fcntl.h>
#include <unistd.h>

#include <breakglass/disk/new_file.h>
#include <breakglass/ground/random.h>

namespace breakglass::disk {

Result<Aside> open_aside(const std::string& path) {
    const std::string directory = directory_of(path);
    const std::size_t slash = path.rfind('/');
    const std::string name = slash == std::string::npos ? path : path.substr(slash + 1);
    std::array<std::uint8_t, 6> salt{};
    system_randomness().fill(salt);
    std::string aside = directory + "/." + name.substr(0, 200) + "." + to_hex(salt) + ".part";
    Descriptor file(
        ::open(aside.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!file) return system_error("cannot create", path, errno);
    return Aside{std::move(file), std::move(aside)};
}

Status replace_file(const std::string& path, ByteView bytes) {
    auto aside = open_aside(path);
    if (!aside) return std::move(aside).error();
    Status written;
    for (ByteView rest = bytes; !rest.empty();) {
        const ssize_t put = ::write(aside->descriptor.number(), rest.data(), rest.size());
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) {
            written = system_error("cannot write", path, errno);
            break;
        }
        rest = rest.subspan(static_cast<std::size_t>(put));
    }
    if (written && ::fsync(aside->descriptor.number()) != 0) {
        written = system_error("cannot sync", path, errno);
    }
    if (written && ::rename(aside->path.c_str(), path.c_str()) != 0) {
        written = system_error("cannot replace", path, errno);
    }
    if (!written) {
        (void)::unlink(aside->path.c_str());
        return written;
    }
    return sync_directory(directory_of(path));
}

}  // namespace breakglass::disk
