#include <cstdint>

#include <fmt/format.h>

#include <breakglass/console/printable.h>
#include <breakglass/text/plain.h>

namespace breakglass::console {

std::string printable(std::string_view from) {
    std::string shown;
    while (!from.empty()) {
        const text::Character next = text::first_character(from);
        if (next.size == 0) {
            shown += fmt::format("\\x{:02x}", static_cast<std::uint8_t>(from[0]));
            from.remove_prefix(1);
            continue;
        }
        if (text::misleads(next.code)) {
            shown += next.code < 0x80
                         ? fmt::format("\\x{:02x}", static_cast<unsigned>(next.code))
                         : fmt::format("\\u{{{:x}}}", static_cast<unsigned>(next.code));
        } else {
            shown += from.substr(0, next.size);
        }
        from.remove_prefix(next.size);
    }
    return shown;
}

std::string quoted(std::string_view text) {
    return "\"" + printable(text) + "\"";
}

}  // namespace breakglass::console
