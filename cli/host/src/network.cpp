#include "pseudo_file.h"

#include <charconv>

#include <breakglass/host/findings.h>

namespace breakglass::host {

namespace {

constexpr unsigned up_flag = 0x1;        // IFF_UP, linux/if.h
constexpr unsigned loopback_flag = 0x8;  // IFF_LOOPBACK

/// What the kernel says of an interface; up and no loopback when it says nothing that we read.
unsigned flags_of(const Machine& machine, const std::string& interface) {
    const std::string text = read_line(machine, "/sys/class/net/" + interface + "/flags");
    unsigned flags = up_flag;
    if (text.starts_with("0x")) {
        unsigned read = 0;
        const char* end = text.data() + text.size();
        const auto parsed = std::from_chars(text.data() + 2, end, read, 16);
        if (parsed.ec == std::errc() && parsed.ptr == end) flags = read;
    }
    return flags;
}

}  // namespace

Finding look_at_network(const Machine& machine) {
    Finding finding{.rule = Rule::network};
    const auto interfaces = names_in(machine, "/sys/class/net");
    if (!interfaces) {
        finding.found = "the interfaces cannot be seen, there is no /sys/class/net";
        finding.mend = "mount /sys, so that the network can be looked at";
        return finding;
    }
    std::vector<std::string> up;
    for (const std::string& interface : *interfaces) {
        // a file such as bonding_masters is no interface
        if (!names_in(machine, "/sys/class/net/" + interface)) continue;
        const unsigned flags = flags_of(machine, interface);
        if ((flags & up_flag) == 0 || (flags & loopback_flag) != 0) continue;
        // An interface without a cable comes alive with it: not "down" is up.
        const std::string state = read_line(machine, "/sys/class/net/" + interface + "/operstate");
        up.push_back(state == "up" ? interface : interface + " (no link)");
    }
    finding.good = up.empty();
    finding.found = up.empty() ? "no interface but lo is up" : "up: " + listed(up);
    if (!up.empty()) finding.mend = "pull the cables, and ip link set INTERFACE down for each";
    return finding;
}

}  // namespace breakglass::host
