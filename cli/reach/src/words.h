#pragma once
// The sentences that check and show have in common.

#include <string>
#include <vector>

#include <breakglass/reach/paths.h>
#include <breakglass/reach/report.h>

namespace breakglass::reach {

/// "a", "a and b", "a, b and c".
std::string listed(const std::vector<std::string>& names);
/// "1 person", "3 people".
std::string counted(std::size_t count, const char* one, const char* many);

/// One line, safe to show.
std::string line(const std::string& text);

/// "The cheapest set of people that opens a backup, by each path", and who can do both.
std::string paths_text(const Subject& subject);

}  // namespace breakglass::reach
