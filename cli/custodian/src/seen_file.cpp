#include <cerrno>
#include <cstdlib>
#include <filesystem>

#include <fcntl.h>
#include <pwd.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <breakglass/custodian/seen_cards.h>
#include <breakglass/disk/descriptor.h>
#include <breakglass/disk/new_file.h>
#include <breakglass/disk/read_file.h>

namespace breakglass::custodian {

namespace {

Error unkept(const std::string& why) {
    return {ErrorKind::failed, "CHECK-NOTE-WRITE",
            "the note of which cards this machine has seen cannot be kept: " + why,
            "name a directory that can be written: XDG_STATE_HOME=DIR"};
}

Result<std::vector<SeenCard>> read_seen(const std::string& file) {
    struct stat facts = {};
    if (::stat(file.c_str(), &facts) != 0 && errno == ENOENT) return std::vector<SeenCard>{};
    const auto text = disk::read_file(file, max_seen_bytes);
    if (!text) return text.error();
    auto cards = parse_seen(*text);
    if (!cards) return with_context(std::move(cards).error(), "\"" + file + "\"");
    return cards;
}

/// Waits: two checks that start together must not each miss the other's card.
Result<disk::Descriptor> lock_beside(const std::string& file) {
    const std::string name = file + ".lock";
    disk::Descriptor lock(::open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (!lock) return disk::system_error("cannot create", name, errno);
    while (::flock(lock.number(), LOCK_EX) != 0) {
        if (errno != EINTR) return disk::system_error("cannot lock", name, errno);
    }
    return lock;
}

}  // namespace

Status note_seen(const std::string& file, const SeenCard& seen, std::size_t threshold,
                 const std::string& group_name) {
    const auto lock = lock_beside(file);
    if (!lock) return unkept(lock.error().message);
    auto cards = read_seen(file);
    if (!cards) return std::move(cards).error();
    const std::size_t before = cards->size();
    if (auto added = add_seen(*cards, seen, threshold, group_name); !added) return added;
    if (cards->size() == before) return {};
    const std::string text = encode_seen(*cards);
    const auto kept = disk::replace_file(file, as_bytes(text));
    if (!kept) return unkept(kept.error().message);
    return {};
}

Result<std::string> default_seen_file() {
    namespace fs = std::filesystem;
    const char* state = std::getenv("XDG_STATE_HOME");
    fs::path folder;
    if (state != nullptr && *state == '/') {
        folder = state;
    } else {
        const char* home = std::getenv("HOME");
        if (home == nullptr || *home != '/') {
            const passwd* person = ::getpwuid(::geteuid());
            home = person != nullptr ? person->pw_dir : nullptr;
        }
        if (home == nullptr) return unkept("there is no home directory");
        folder = fs::path(home) / ".local" / "state";
    }
    folder /= "breakglass";
    std::error_code fault;
    fs::create_directories(folder, fault);
    if (fault)
        return unkept("cannot make the directory \"" + folder.string() + "\": " + fault.message());
    return (folder / "checked-cards").string();
}

}  // namespace breakglass::custodian
