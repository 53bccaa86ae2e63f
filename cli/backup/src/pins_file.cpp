#include <cerrno>
#include <cstdlib>
#include <filesystem>

#include <fcntl.h>
#include <pwd.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <breakglass/backup/pins.h>
#include <breakglass/console/report.h>
#include <breakglass/disk/descriptor.h>
#include <breakglass/disk/new_file.h>
#include <breakglass/disk/read_file.h>

namespace breakglass::backup {

namespace {

Result<std::vector<Pin>> read_pins(const std::string& file) {
    struct stat facts = {};
    if (::stat(file.c_str(), &facts) != 0 && errno == ENOENT) return std::vector<Pin>{};
    auto text = disk::read_file(file, max_pins_bytes);
    if (!text) return std::move(text).error();
    auto pins = parse_pins(*text);
    if (!pins) return with_context(std::move(pins).error(), "\"" + file + "\"");
    return pins;
}

/// Waits: two nightly backups that start together must not lose each other's pin.
Result<disk::Descriptor> lock_beside(const std::string& file) {
    const std::string name = file + ".lock";
    disk::Descriptor lock(::open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (!lock) return disk::system_error("cannot create", name, errno);
    while (::flock(lock.number(), LOCK_EX) != 0) {
        if (errno != EINTR) return disk::system_error("cannot lock", name, errno);
    }
    return lock;
}

Status write_pins(const std::string& file, const std::vector<Pin>& pins) {
    const std::string text = encode_pins(pins);
    return disk::replace_file(file, as_bytes(text));
}

Error unkept(Error reason) {
    reason.message = "the pin of the sealing file cannot be kept: " + reason.message;
    reason.rule = "PINS-WRITE";
    if (reason.hint.empty()) reason.hint = "name a file that can be written: --pins FILE";
    return reason;
}

}  // namespace

Result<PinOutcome> check_pin(const std::string& pins_file, const Pin& seen) {
    // Most nights nothing is new, so nothing is locked or written.
    auto pins = read_pins(pins_file);
    if (!pins) return std::move(pins).error();
    const std::vector<Pin> before = *pins;
    auto outcome = compare_and_pin(*pins, seen, pins_file);
    if (!outcome || *pins == before) return outcome;

    auto lock = lock_beside(pins_file);
    Status kept;
    if (lock) {
        pins = read_pins(pins_file);
        if (!pins) return std::move(pins).error();
        outcome = compare_and_pin(*pins, seen, pins_file);
        if (!outcome) return outcome;
        kept = write_pins(pins_file, *pins);
    } else {
        kept = std::move(lock).error();
    }
    if (kept) return outcome;
    // An escrow that is pinned already is safe; only the newer ledger size stays unremembered.
    if (*outcome == PinOutcome::first_use) return unkept(std::move(kept).error());
    console::warn(unkept(std::move(kept).error()).message);
    return outcome;
}

Result<std::string> default_pins_file() {
    namespace fs = std::filesystem;
    const char* config = std::getenv("XDG_CONFIG_HOME");
    fs::path folder;
    if (config != nullptr && *config == '/') {
        folder = config;
    } else {
        const char* home = std::getenv("HOME");
        if (home == nullptr || *home != '/') {
            const passwd* person = ::getpwuid(::geteuid());
            home = person != nullptr ? person->pw_dir : nullptr;
        }
        if (home == nullptr) {
            return Error{ErrorKind::usage, "PINS-PLACE",
                         "there is no home directory to keep the pins of sealing files in",
                         "name a file: --pins FILE"};
        }
        folder = fs::path(home) / ".config";
    }
    folder /= "breakglass";
    std::error_code fault;
    fs::create_directories(folder, fault);
    if (fault) {
        return Error{ErrorKind::failed, "PINS-WRITE",
                     "cannot make the directory \"" + folder.string() + "\": " + fault.message(),
                     "name a file: --pins FILE"};
    }
    return (folder / "pins").string();
}

}  // namespace breakglass::backup
