#pragma once
// Numbers and hashes as they stand in facts and on paper: one spelling each.

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>

#include <breakglass/encoding/hex.h>
#include <breakglass/ground/hash.h>

namespace breakglass::ledger {

/// Decimal, without leading zeros, below 2^53.
inline std::optional<std::uint64_t> number_from(std::string_view text) {
    std::uint64_t value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    if (read.ec != std::errc() || read.ptr != text.data() + text.size()) return std::nullopt;
    if ((text.size() > 1 && text.front() == '0') || value >> 53U != 0) return std::nullopt;
    return value;
}

/// 64 lower-case hex digits.
inline std::optional<Hash256> hash_from_hex(std::string_view text) {
    const auto bytes = encoding::from_hex(text);
    Hash256 hash{};
    if (!bytes || bytes->size() != hash.size()) return std::nullopt;
    std::ranges::copy(*bytes, hash.begin());
    return hash;
}

}  // namespace breakglass::ledger
