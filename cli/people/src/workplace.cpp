#include "workplace.h"

#include <cerrno>
#include <system_error>

#include <stdlib.h>  // NOLINT: mkdtemp

#include <breakglass/disk/descriptor.h>

namespace breakglass::people {

namespace fs = std::filesystem;

Result<Workplace> Workplace::make() {
    std::error_code problem;
    const fs::path parent = fs::temp_directory_path(problem);
    if (problem) return disk::system_error("cannot find", "TMPDIR", problem.value());
    std::string name = (parent / "breakglass-sign-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) {
        return disk::system_error("cannot make a folder in", parent.string(), errno);
    }
    return Workplace(std::move(name));
}

Workplace::~Workplace() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
}

}  // namespace breakglass::people
