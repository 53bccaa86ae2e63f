#include <cerrno>

#include <sys/stat.h>

#include <breakglass/custodian/seen_cards.h>
#include <breakglass/disk/new_file.h>
#include <breakglass/disk/read_file.h>
#include <breakglass/disk/user_files.h>

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

}  // namespace

Status note_seen(const std::string& file, const SeenCard& seen, std::size_t threshold,
                 const std::string& group_name) {
    const auto lock = disk::lock_beside(file);
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
    auto folder = disk::user_directory(disk::UserFiles::state);
    if (!folder) return unkept(folder.error().message);
    return *folder + "/checked-cards";
}

}  // namespace breakglass::custodian
