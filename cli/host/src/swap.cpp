#include "pseudo_file.h"

#include <algorithm>
#include <array>
#include <sstream>
#include <string_view>

#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include <breakglass/host/findings.h>

namespace breakglass::host {

namespace {

/// The kinds of dm-crypt mapping that encrypt; cryptsetup also makes CRYPT-VERITY and
/// CRYPT-INTEGRITY, which do not.
constexpr std::array<std::string_view, 6> encrypting = {"CRYPT-LUKS1-",  "CRYPT-LUKS2-",
                                                        "CRYPT-PLAIN-",  "CRYPT-LOOPAES-",
                                                        "CRYPT-TCRYPT-", "CRYPT-BITLK-"};
constexpr int deepest_stack = 8;  // of mappings: LVM on LUKS is two

/// A block device's folder is encrypted, or stands on nothing but encrypted devices.
bool is_encrypted(const Machine& machine, const std::string& device, int depth = 0) {
    const std::string mapping = read_line(machine, device + "/dm/uuid");
    if (std::any_of(encrypting.begin(), encrypting.end(),
                    [&](std::string_view kind) { return mapping.starts_with(kind); }))
        return true;
    if (depth == deepest_stack) return false;
    const auto below = names_in(machine, device + "/slaves");
    if (!below || below->empty()) return false;
    return std::all_of(below->begin(), below->end(), [&](const std::string& name) {
        return is_encrypted(machine, "/sys/block/" + name, depth + 1);
    });
}

/// zram is compressed memory, unless it writes back to a disk.
bool is_memory(const Machine& machine, const std::string& name) {
    if (!name.starts_with("zram")) return false;
    const std::string backing = read_line(machine, "/sys/block/" + name + "/backing_dev");
    return backing.empty() || backing == "none";
}

/// The kernel writes a blank in a name as \040.
std::string unescaped(std::string_view text) {
    const auto octal = [](char digit) { return digit >= '0' && digit <= '7'; };
    std::string name;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\' && i + 3 < text.size() && octal(text[i + 1]) && octal(text[i + 2]) &&
            octal(text[i + 3])) {
            name += static_cast<char>((text[i + 1] - '0') * 64 + (text[i + 2] - '0') * 8 +
                                      (text[i + 3] - '0'));
            i += 3;
        } else {
            name += text[i];
        }
    }
    return name;
}

/// The folder in /sys of the device that a swap file lies on; empty when it has none.
std::string device_under(const Machine& machine, const std::string& file) {
    struct stat status {};
    if (stat((machine.root + file).c_str(), &status) != 0) return {};
    return fmt::format("/sys/dev/block/{}:{}", major(status.st_dev), minor(status.st_dev));
}

bool is_safe(const Machine& machine, const std::string& path, const std::string& type) {
    if (type == "file") {
        const std::string device = device_under(machine, path);
        return !device.empty() && is_encrypted(machine, device);
    }
    const std::string name = path.substr(path.rfind('/') + 1);
    return is_memory(machine, name) || is_encrypted(machine, "/sys/block/" + name);
}

}  // namespace

Finding look_at_swap(const Machine& machine) {
    Finding finding{.rule = Rule::swap};
    const auto table = read_text(machine, "/proc/swaps");
    if (!table) {
        // Kernels without swap have no such file; nor has a machine without /proc.
        finding.good = read_text(machine, "/proc/self/status").has_value();
        finding.found = finding.good ? "the kernel has no swap" : "cannot be seen, no /proc/swaps";
        if (!finding.good) finding.mend = "mount /proc";
        return finding;
    }
    std::istringstream lines(*table);
    std::string line;
    std::getline(lines, line);  // the headings
    std::vector<std::string> in_the_clear;
    std::size_t count = 0;
    while (std::getline(lines, line)) {
        std::istringstream fields(line);
        std::string path;
        std::string type;
        if (!(fields >> path >> type)) continue;
        ++count;
        path = unescaped(path);
        if (!is_safe(machine, path, type)) in_the_clear.push_back(path);
    }
    finding.good = in_the_clear.empty();
    finding.found = !finding.good ? "in the clear on " + listed(in_the_clear)
                    : count == 0  ? "off"
                                  : "encrypted, or in memory";
    if (!finding.good) finding.mend = "swapoff -a";
    return finding;
}

}  // namespace breakglass::host
