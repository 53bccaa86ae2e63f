#include "login.h"

#include <algorithm>
#include <array>
#include <fstream>

#include <fmt/format.h>
#include <pwd.h>
#include <unistd.h>

#include <breakglass/text/plain.h>

namespace breakglass::ledger {

namespace {

constexpr std::size_t longest_part = 96;  // three of them and what joins them stay below 384

std::string safe(std::string_view text) {
    std::string shown;
    while (!text.empty() && shown.size() < longest_part) {
        const text::Character next = text::first_character(text);
        const std::size_t size = std::max<std::size_t>(next.size, 1);
        if (next.size == 0 || text::misleads(next.code)) {
            shown += '?';
        } else {
            shown += text.substr(0, size);
        }
        text.remove_prefix(size);
    }
    return shown;
}

std::string user_name(uid_t user) {
    std::array<char, 4096> space{};
    passwd entry{};
    passwd* found = nullptr;
    if (::getpwuid_r(user, &entry, space.data(), space.size(), &found) != 0 || found == nullptr ||
        *found->pw_name == '\0') {
        return fmt::format("uid-{}", user);
    }
    return safe(found->pw_name);
}

std::string host_name() {
    std::array<char, 256> name{};
    if (::gethostname(name.data(), name.size() - 1) != 0 || name[0] == '\0') return "unknown-host";
    return safe(name.data());
}

}  // namespace

std::string login_name() {
    const uid_t acting = ::geteuid();
    const std::string actor = user_name(acting);
    // Set once at login and kept by the kernel through su and sudo; unset is 2^32 - 1.
    std::ifstream session("/proc/self/loginuid");
    unsigned long logged_in = 0;
    const bool known = static_cast<bool>(session >> logged_in) && logged_in < 0xffffffffUL;
    if (known && logged_in != acting) {
        return user_name(static_cast<uid_t>(logged_in)) + " as " + actor + "@" + host_name();
    }
    return actor + "@" + host_name();
}

}  // namespace breakglass::ledger
