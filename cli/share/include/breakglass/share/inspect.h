#pragma once
// What share files say about themselves; nothing of their values.

#include <string>
#include <vector>

#include <breakglass/ground/result.h>

namespace breakglass::share {

struct Inspection {
    std::string text;             // for standard output
    std::vector<Error> problems;  // shares that could not be read, naming file and line
};

/// files: "-" is standard input. Errors: a file that cannot be read at all.
Result<Inspection> inspect(const std::vector<std::string>& files, bool as_json);

}  // namespace breakglass::share
