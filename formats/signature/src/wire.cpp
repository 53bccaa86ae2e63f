#include "wire.h"

#include <algorithm>

namespace breakglass::signature {

std::optional<ByteView> WireReader::raw(std::size_t size) {
    if (size > rest_.size()) return std::nullopt;
    const ByteView bytes = rest_.first(size);
    rest_ = rest_.subspan(size);
    return bytes;
}

std::optional<std::uint32_t> WireReader::number() {
    const auto bytes = raw(4);
    if (!bytes) return std::nullopt;
    std::uint32_t value = 0;
    for (const std::uint8_t byte : *bytes)
        value = value << 8U | byte;
    return value;
}

std::optional<ByteView> WireReader::string() {
    const auto size = number();
    if (!size) return std::nullopt;
    return raw(*size);
}

void append_string(Bytes& to, ByteView bytes) {
    for (unsigned shift = 32; shift > 0;) {
        shift -= 8;
        to.push_back(static_cast<std::uint8_t>(bytes.size() >> shift & 0xffU));
    }
    append(to, bytes);
}

bool is_wire_name(ByteView text, std::size_t most) {
    return !text.empty() && text.size() <= most &&
           std::ranges::all_of(text, [](std::uint8_t c) { return c > 0x20 && c < 0x7f; });
}

}  // namespace breakglass::signature
