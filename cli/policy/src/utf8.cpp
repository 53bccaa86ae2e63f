#include "utf8.h"

#include <cstdint>

namespace breakglass::policy {
namespace {

// Unicode 15, table 3-7: the second byte carries what excludes overlong forms and surrogates.
struct Lead {
    std::size_t length = 0;  // 0: no sequence begins so
    std::uint8_t lowest_second = 0x80;
    std::uint8_t highest_second = 0xBF;
};

Lead lead_of(std::uint8_t byte) {
    if (byte < 0x80) return {1};
    if (byte >= 0xC2 && byte <= 0xDF) return {2};
    if (byte == 0xE0) return {3, 0xA0, 0xBF};
    if (byte == 0xED) return {3, 0x80, 0x9F};
    if (byte >= 0xE1 && byte <= 0xEF) return {3};
    if (byte == 0xF0) return {4, 0x90, 0xBF};
    if (byte == 0xF4) return {4, 0x80, 0x8F};
    if (byte >= 0xF1 && byte <= 0xF3) return {4};
    return {};
}

}  // namespace

bool is_utf8(std::string_view text) {
    std::size_t at = 0;
    const auto byte = [&](std::size_t index) { return static_cast<std::uint8_t>(text[index]); };
    while (at < text.size()) {
        const Lead lead = lead_of(byte(at));
        if (lead.length == 0 || text.size() - at < lead.length) return false;
        if (lead.length > 1 &&
            (byte(at + 1) < lead.lowest_second || byte(at + 1) > lead.highest_second)) {
            return false;
        }
        for (std::size_t next = 2; next < lead.length; ++next) {
            if (byte(at + next) < 0x80 || byte(at + next) > 0xBF) return false;
        }
        at += lead.length;
    }
    return true;
}

}  // namespace breakglass::policy
