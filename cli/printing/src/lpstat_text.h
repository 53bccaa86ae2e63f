#pragma once
// What lp and lpstat say, in English.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace breakglass::printing {

struct Queue {
    std::string name;
    std::string device_uri;
};

/// "device for office: usb://...", one a line.
std::vector<Queue> queues_in(std::string_view text);
/// "request id is office-12 (0 file(s))"; nothing when it is no job of that queue.
std::optional<std::string> job_in(std::string_view text, const std::string& queue);
/// Whether a list of jobs has one.
bool lists_job(std::string_view text, const std::string& job);
/// "disabled since ...": why, when a printer is stopped; nothing when it is not.
std::optional<std::string> stopped_because(std::string_view text);

}  // namespace breakglass::printing
