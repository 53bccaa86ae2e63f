#include "output_folder.h"

#include <cerrno>
#include <filesystem>

#include <unistd.h>

#include <breakglass/disk/new_file.h>
#include <breakglass/disk/read_file.h>

namespace breakglass::ceremony {

namespace fs = std::filesystem;

namespace {

constexpr const char* note_name = ".unfinished-ceremony";
constexpr std::string_view note_title = "breakglass unfinished ceremony v1";
constexpr std::size_t max_note_bytes = std::size_t{256} * 1024;

bool is_plain_name(const std::string& name) {
    return !name.empty() && name != "." && name != ".." && name.find('/') == std::string::npos;
}

/// "name", or what a write of it that was killed leaves on a file system without nameless files:
/// ".name.<random>.part".
bool belongs_to(const std::string& found, const std::string& name) {
    if (found == name) return true;
    const std::string prefix = "." + name + ".";
    constexpr std::string_view ending = ".part";
    return found.size() > prefix.size() + ending.size() && found.starts_with(prefix) &&
           found.ends_with(ending);
}

Result<std::vector<std::string>> entries(const std::string& path) {
    std::vector<std::string> names;
    std::error_code problem;
    for (fs::directory_iterator entry(path, problem), end; !problem && entry != end;
         entry.increment(problem))
        names.push_back(entry->path().filename().string());
    if (problem) return disk::system_error("cannot list", path, problem.value());
    return names;
}

Status remove_file(const std::string& path) {
    if (::unlink(path.c_str()) != 0 && errno != ENOENT)
        return disk::system_error("cannot remove", path, errno);
    return {};
}

std::optional<Unfinished> parse_note(ByteView bytes) {
    std::vector<std::string> lines;
    std::string_view rest = as_text(bytes);
    while (!rest.empty()) {
        const std::size_t end = rest.find('\n');
        if (end == std::string_view::npos) return std::nullopt;
        lines.emplace_back(rest.substr(0, end));
        rest.remove_prefix(end + 1);
    }
    if (lines.size() < 2 || lines[0] != note_title) return std::nullopt;
    Unfinished unfinished{.set_id = lines[1]};
    for (std::size_t i = 2; i < lines.size(); ++i) {
        if (!is_plain_name(lines[i])) return std::nullopt;
        unfinished.names.push_back(lines[i]);
    }
    return unfinished;
}

}  // namespace

std::string OutputFolder::file(const std::string& name) const {
    return (fs::path(path_) / name).string();
}

std::string OutputFolder::note_file() const {
    return file(note_name);
}

Result<std::optional<Unfinished>> OutputFolder::look() const {
    std::error_code problem;
    const fs::file_status status = fs::status(path_, problem);
    if (status.type() == fs::file_type::not_found) return std::optional<Unfinished>();
    if (problem) return disk::system_error("cannot look at", path_, problem.value());
    const Error not_empty{ErrorKind::usage, "CEREMONY-OUTPUT-NOT-EMPTY",
                          "\"" + path_ +
                              "\" is not an empty directory, and cards never join "
                              "other files",
                          "name a new directory, best one in memory: --output-dir /dev/shm/cards"};
    if (status.type() != fs::file_type::directory) return not_empty;
    auto names = entries(path_);
    if (!names) return std::move(names).error();
    if (names->empty()) return std::optional<Unfinished>();
    if (!fs::is_regular_file(fs::symlink_status(note_file(), problem))) {
        // A start that was killed while it wrote its note has written nothing else.
        for (const std::string& name : *names)
            if (!belongs_to(name, note_name)) return not_empty;
        return std::optional<Unfinished>(Unfinished{});
    }
    const auto bytes = disk::read_file(note_file(), max_note_bytes);
    if (!bytes) return bytes.error();
    auto unfinished = parse_note(*bytes);
    if (!unfinished) return not_empty;
    return unfinished;
}

Status OutputFolder::clean_up(const Unfinished& unfinished) const {
    const auto found = entries(path_);
    if (!found) return found.error();
    for (const std::string& name : *found) {
        for (const std::string& ours : unfinished.names) {
            if (!belongs_to(name, ours)) continue;
            if (Status removed = remove_file(file(name)); !removed) return removed;
        }
        if (name != note_name && belongs_to(name, note_name))
            if (Status removed = remove_file(file(name)); !removed) return removed;
    }
    return finish();
}

Status OutputFolder::begin(const Unfinished& unfinished) const {
    if (Status made = disk::ensure_directory(path_); !made) return made;
    std::string note = std::string(note_title) + "\n" + unfinished.set_id + "\n";
    for (const std::string& name : unfinished.names)
        note += name + "\n";
    return disk::write_new_file(note_file(), as_bytes(note));
}

Status OutputFolder::finish() const {
    if (Status removed = remove_file(note_file()); !removed) return removed;
    return disk::sync_directory(path_);
}

Status OutputFolder::finish_for(const std::string& set_id) const {
    const auto unfinished = look();
    if (!unfinished || !*unfinished || (*unfinished)->set_id != set_id) return {};
    return finish();
}

}  // namespace breakglass::ceremony
