// What this process can say of itself: cores, locked memory, randomness.

#include "pseudo_file.h"

#include <charconv>
#include <cstring>
#include <optional>
#include <sstream>

#include <fmt/format.h>

#include <breakglass/console/printable.h>
#include <breakglass/host/findings.h>

namespace breakglass::host {

namespace {

/// "7f1c88000000-7f1c88021000 rw-p ...": whether the mapping that this line begins holds address.
/// Nothing when the line begins no mapping.
std::optional<bool> holds(std::string_view line, std::uintptr_t address) {
    std::uintptr_t first = 0;
    std::uintptr_t after = 0;
    const char* end = line.data() + line.size();
    const auto low = std::from_chars(line.data(), end, first, 16);
    if (low.ec != std::errc() || low.ptr == end || *low.ptr != '-') return std::nullopt;
    const auto high = std::from_chars(low.ptr + 1, end, after, 16);
    if (high.ec != std::errc() || high.ptr == end || *high.ptr != ' ') return std::nullopt;
    return first <= address && address < after;
}

/// Whether the kernel flags the mapping at address as locked ("lo", proc(5)); nothing when it
/// does not show flags.
std::optional<bool> kernel_says_locked(const Machine& machine) {
    const auto maps = read_text(machine, "/proc/self/smaps");
    if (!maps) return std::nullopt;
    std::istringstream lines(*maps);
    std::string line;
    bool ours = false;
    while (std::getline(lines, line)) {
        if (const auto begins = holds(line, machine.arena_address)) {
            ours = *begins;
        } else if (ours && line.starts_with("VmFlags:")) {
            std::istringstream flags(line.substr(std::strlen("VmFlags:")));
            for (std::string flag; flags >> flag;)
                if (flag == "lo") return true;
            return false;
        }
    }
    return std::nullopt;
}

/// "VmLck:     128 kB" of /proc/self/status, in bytes; nothing when it is not said.
std::optional<std::uint64_t> locked_bytes(const Machine& machine) {
    std::istringstream lines(read_text(machine, "/proc/self/status").value_or(""));
    for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with("VmLck:")) continue;
        std::istringstream fields(line.substr(std::strlen("VmLck:")));
        std::uint64_t kilobytes = 0;
        if (fields >> kilobytes) return kilobytes * 1024;
    }
    return std::nullopt;
}

}  // namespace

Finding look_at_core(const Machine& machine) {
    const std::string pattern = read_line(machine, "/proc/sys/kernel/core_pattern");
    Finding finding{.rule = Rule::core};
    // core(5): a process that is not dumpable leaves no core at all; the limit alone does not
    // stop one that is piped to a program.
    const bool piped = pattern.empty() || pattern.front() == '|';
    finding.good = machine.dumpable == 0 || (machine.core_limit == 0 && !piped);
    if (finding.good) {
        finding.found = "off";
    } else {
        finding.found = machine.core_limit == 0
                            ? "a crash would be piped to " + console::printable(pattern)
                            : "a crash would leave a core (" + console::printable(pattern) + ")";
        finding.mend = "ulimit -c 0, and sysctl kernel.core_pattern=core";
    }
    return finding;
}

Finding look_at_memory(const Machine& machine) {
    Finding finding{.rule = Rule::memory};
    const auto flagged = kernel_says_locked(machine);
    const auto bytes = locked_bytes(machine);
    if (!machine.arena_locked) {
        finding.found = fmt::format("the memory for secrets could not be locked ({})",
                                    std::strerror(machine.arena_lock_errno));
    } else if (!flagged || !bytes) {
        finding.found = "the kernel does not show whether the memory for secrets is locked";
    } else if (!*flagged || *bytes < machine.arena_bytes) {
        finding.found = "the kernel does not hold the memory for secrets as locked";
    } else {
        finding.good = true;
        finding.found = "locked";
    }
    if (!finding.good) finding.mend = "raise the limit: ulimit -l 65536";
    return finding;
}

Finding look_at_entropy(const Machine& machine) {
    Finding finding{.rule = Rule::entropy, .good = machine.entropy_ready};
    finding.found = machine.entropy_ready ? "the kernel's generator is ready"
                                          : "the kernel's generator is not ready yet";
    if (!finding.good) finding.mend = "wait, type and move the mouse, then the same command again";
    return finding;
}

}  // namespace breakglass::host
