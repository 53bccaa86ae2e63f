#pragma once
// A header as the catalog stores it: the part that never changes, without its filler, and the part
// that a rewrite replaces. Lossless for every input; two thirds of a sealed header are filler.

#include <cstdint>

#include <breakglass/ground/bytes.h>

namespace breakglass::catalog {

inline constexpr std::size_t sealed_header_bytes = 4096;
inline constexpr std::size_t fixed_header_bytes = 3584;

/// before, then zeros times the character "0", then after.
struct HeaderHead {
    ByteView before;
    std::uint64_t zeros = 0;
    ByteView after;
};

/// Splits around the longest run of "0"; the views point into head.
HeaderHead split_head(ByteView head);

/// The bytes split_head was given, with tail behind them.
Bytes join_header(const HeaderHead& head, ByteView tail);

/// Whether head is what was split.
bool is_same_head(const HeaderHead& stored, ByteView head);

}  // namespace breakglass::catalog
