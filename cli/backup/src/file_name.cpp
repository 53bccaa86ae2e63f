#include "file_name.h"

#include <algorithm>
#include <cerrno>

#include <sys/stat.h>

#include <breakglass/disk/descriptor.h>
#include <breakglass/records/utc.h>

namespace breakglass::backup {

namespace {

// A name holds 255 bytes at most; time, id and ".age" need 31.
constexpr std::size_t longest_label = 128;

bool is_safe(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
           (letter >= '0' && letter <= '9') || letter == '.' || letter == '_' || letter == '-';
}

}  // namespace

std::string file_stem(std::string_view label, std::int64_t time, const sealed::BackupId& id) {
    std::string name(label.substr(0, longest_label));
    std::ranges::replace_if(
        name, [](char letter) { return !is_safe(letter); }, '_');
    // a hidden file or an option of some program is not what anybody meant
    if (name.empty() || name.front() == '.' || name.front() == '-') name.insert(0, "_");
    std::string stamp = records::utc_text(time);
    std::erase_if(stamp, [](char letter) { return letter == '-' || letter == ':'; });
    return name + "-" + stamp + "-" + to_hex(id).substr(0, 8);
}

Result<std::string> in_directory(const std::string& directory, const std::string& name) {
    struct stat facts = {};
    if (::stat(directory.c_str(), &facts) != 0) {
        Error error = disk::system_error("cannot use the directory", directory, errno);
        if (error.hint.empty()) error.hint = "make it first, or mount what belongs there";
        return error;
    }
    if (!S_ISDIR(facts.st_mode)) {
        return Error{ErrorKind::failed, "FILE-NOT-DIRECTORY",
                     "\"" + directory + "\" is a file, a directory was expected", ""};
    }
    return directory.back() == '/' ? directory + name : directory + "/" + name;
}

}  // namespace breakglass::backup
