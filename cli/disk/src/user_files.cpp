#include <cerrno>
#include <cstdlib>
#include <filesystem>

#include <fcntl.h>
#include <pwd.h>
#include <sys/file.h>
#include <unistd.h>

#include <breakglass/disk/user_files.h>

namespace breakglass::disk {

namespace fs = std::filesystem;

Result<std::string> user_directory(UserFiles kind) {
    const bool config = kind == UserFiles::config;
    const char* named = std::getenv(config ? "XDG_CONFIG_HOME" : "XDG_STATE_HOME");
    fs::path folder;
    if (named != nullptr && *named == '/') {
        folder = named;
    } else {
        const char* home = std::getenv("HOME");
        if (home == nullptr || *home != '/') {
            const passwd* person = ::getpwuid(::geteuid());
            home = person != nullptr ? person->pw_dir : nullptr;
        }
        if (home == nullptr) {
            return Error{ErrorKind::usage, "USER-NO-HOME", "there is no home directory", ""};
        }
        folder = fs::path(home) / (config ? ".config" : ".local/state");
    }
    folder /= "breakglass";
    std::error_code fault;
    fs::create_directories(folder, fault);
    if (fault) return system_error("cannot make the directory", folder.string(), fault.value());
    return folder.string();
}

Result<Descriptor> lock_beside(const std::string& file) {
    const std::string name = file + ".lock";
    Descriptor lock(::open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (!lock) return system_error("cannot create", name, errno);
    while (::flock(lock.number(), LOCK_EX) != 0) {
        if (errno != EINTR) return system_error("cannot lock", name, errno);
    }
    return lock;
}

}  // namespace breakglass::disk
