#pragma once
// The kernel's small text files.

#include <optional>
#include <string>
#include <vector>

#include <breakglass/host/machine.h>

namespace breakglass::host {

/// The whole text; nothing when it cannot be read.
std::optional<std::string> read_text(const Machine& machine, const std::string& path);
/// Its first line, without blanks at the end; empty when it cannot be read.
std::string read_line(const Machine& machine, const std::string& path);
/// The names in a folder, sorted; nothing when it cannot be listed.
std::optional<std::vector<std::string>> names_in(const Machine& machine, const std::string& path);
/// "eth0, wlan0 and 3 more", safe to show.
std::string listed(const std::vector<std::string>& names);

}  // namespace breakglass::host
