#pragma once
// SSH's wire form: 32-bit big-endian numbers, and strings with their length in front.
// Source: RFC 4251, section 5.

#include <cstdint>
#include <optional>
#include <string_view>

#include <breakglass/ground/bytes.h>

namespace breakglass::signature {

/// Walks over bytes that must outlive it; nothing is read past their end.
class WireReader {
  public:
    explicit WireReader(ByteView bytes) : rest_(bytes) {}
    std::optional<std::uint32_t> number();
    std::optional<ByteView> string();
    std::optional<ByteView> raw(std::size_t size);
    /// An mpint above zero in its one spelling: its bytes without the sign's zero in front.
    std::optional<ByteView> positive_number();
    bool at_end() const { return rest_.empty(); }

  private:
    ByteView rest_;
};

void append_number(Bytes& to, std::uint32_t number);
void append_string(Bytes& to, ByteView bytes);

/// Whether text is 1 to most characters of printable ASCII without spaces.
bool is_wire_name(ByteView text, std::size_t most);

}  // namespace breakglass::signature
