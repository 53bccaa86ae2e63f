#pragma once
// Rules that several records share.

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include <breakglass/ground/hash.h>
#include <breakglass/ground/result.h>

namespace breakglass::records {

inline constexpr std::size_t max_escrow_bytes = 128;
inline constexpr std::size_t max_person_bytes = 128;
inline constexpr std::size_t max_host_bytes = 255;
inline constexpr std::size_t max_delivery_bytes = 2048;

/// 32 bytes as a hash; nothing for any other size.
inline std::optional<Hash256> as_hash(std::string_view bytes) {
    Hash256 hash{};
    if (bytes.size() != hash.size()) return std::nullopt;
    std::ranges::copy(as_bytes(bytes), hash.begin());
    return hash;
}

inline std::string as_string(ByteView bytes) {
    return std::string(as_text(bytes));
}

}  // namespace breakglass::records
