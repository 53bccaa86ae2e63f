#include "lpstat_text.h"

#include <algorithm>

#include <breakglass/console/printable.h>

namespace breakglass::printing {

namespace {

template <typename Take>
void for_each_line(std::string_view text, const Take& take) {
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        take(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

}  // namespace

std::vector<Queue> queues_in(std::string_view text) {
    constexpr std::string_view start = "device for ";
    std::vector<Queue> queues;
    for_each_line(text, [&](std::string_view line) {
        const std::size_t colon = line.find(": ");
        if (!line.starts_with(start) || colon == std::string_view::npos) return;
        queues.push_back({std::string(line.substr(start.size(), colon - start.size())),
                          std::string(line.substr(colon + 2))});
    });
    return queues;
}

std::optional<std::string> job_in(std::string_view text, const std::string& queue) {
    constexpr std::string_view start = "request id is ";
    const std::size_t at = text.find(start);
    if (at == std::string_view::npos) return std::nullopt;
    text.remove_prefix(at + start.size());
    const std::string_view job = text.substr(0, text.find_first_of(" \n"));
    const std::string prefix = queue + "-";
    if (!job.starts_with(prefix) || job.size() == prefix.size() ||
        job.find_first_not_of("0123456789", prefix.size()) != std::string_view::npos)
        return std::nullopt;
    return std::string(job);
}

bool lists_job(std::string_view text, const std::string& job) {
    bool found = false;
    for_each_line(text, [&](std::string_view line) {
        found |= line.substr(0, line.find_first_of(" \t")) == job;
    });
    return found;
}

std::optional<std::string> stopped_because(std::string_view text) {
    const std::size_t at = text.find(" disabled since ");
    if (at == std::string_view::npos) return std::nullopt;
    std::string_view rest = text.substr(std::min(text.find('\n', at), text.size()));
    const std::size_t first = rest.find_first_not_of("\n\t ");
    if (first == std::string_view::npos) return std::string("no reason given");
    rest = rest.substr(first);
    return console::printable(rest.substr(0, rest.find('\n')));
}

}  // namespace breakglass::printing
