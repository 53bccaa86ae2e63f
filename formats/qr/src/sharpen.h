#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace breakglass::qr {

/// Undoes some of a blur: makes each pixel differ from its neighbourhood five times as much as it
/// did. Noise grows with it, so this is for a second look.
/// pixels: rows of width, one byte of light each.
void sharpen(std::span<std::uint8_t> pixels, std::size_t width);

}  // namespace breakglass::qr
