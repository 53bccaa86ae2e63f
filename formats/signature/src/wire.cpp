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

std::optional<ByteView> WireReader::positive_number() {
    auto bytes = string();
    if (!bytes || bytes->empty() || (bytes->front() & 0x80U) != 0) return std::nullopt;
    if (bytes->front() != 0) return bytes;
    // the zero keeps a number positive whose first bit is set, and stands nowhere else
    const ByteView magnitude = bytes->subspan(1);
    if (magnitude.empty() || (magnitude.front() & 0x80U) == 0) return std::nullopt;
    return magnitude;
}

void append_number(Bytes& to, std::uint32_t number) {
    for (const unsigned shift : {24U, 16U, 8U, 0U})
        to.push_back(static_cast<std::uint8_t>(number >> shift & 0xffU));
}

void append_string(Bytes& to, ByteView bytes) {
    append_number(to, static_cast<std::uint32_t>(bytes.size()));
    append(to, bytes);
}

bool is_wire_name(ByteView text, std::size_t most) {
    return !text.empty() && text.size() <= most &&
           std::ranges::all_of(text, [](std::uint8_t c) { return c > 0x20 && c < 0x7f; });
}

}  // namespace breakglass::signature
