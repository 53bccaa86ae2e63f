// An unsharp mask with a box for the neighbourhood: 13 pixels a side did best on blurred cards at
// 150 and at 300 dpi. Its sums move along with it, so any picture takes two passes.

#include "sharpen.h"

#include <algorithm>
#include <vector>

#include <breakglass/ground/bytes.h>
#include <breakglass/ground/secret_bytes.h>

namespace breakglass::qr {

namespace {

constexpr std::size_t reach = 6;
constexpr int strength = 4;

/// The mean of all within reach of each place in a line of count pixels.
void smooth(const std::uint8_t* from, std::uint8_t* to, std::size_t count) {
    unsigned sum = 0;
    unsigned within = 0;
    for (std::size_t at = 0; at < count + reach; ++at) {
        if (at < count) {
            sum += from[at];
            ++within;
        }
        if (at > 2 * reach) {
            sum -= from[at - 2 * reach - 1];
            --within;
        }
        if (at >= reach) to[at - reach] = static_cast<std::uint8_t>(sum / within);
    }
}

}  // namespace

void sharpen(std::span<std::uint8_t> pixels, std::size_t width) {
    const std::size_t height = width == 0 ? 0 : pixels.size() / width;
    if (width <= 2 * reach || height <= 2 * reach) return;
    Bytes smoothed(pixels.size());
    for (std::size_t y = 0; y < height; ++y)
        smooth(&pixels[y * width], &smoothed[y * width], width);
    std::vector<unsigned> sums(width);
    unsigned within = 0;
    for (std::size_t y = 0; y < height + reach; ++y) {
        const bool enters = y < height;
        const bool leaves = y > 2 * reach;
        within = within + (enters ? 1U : 0U) - (leaves ? 1U : 0U);
        for (std::size_t x = 0; x < width; ++x) {
            if (enters) sums[x] += smoothed[y * width + x];
            if (leaves) sums[x] -= smoothed[(y - 2 * reach - 1) * width + x];
            if (y < reach) continue;
            std::uint8_t& pixel = pixels[(y - reach) * width + x];
            const int around = static_cast<int>(sums[x] / within);
            pixel =
                static_cast<std::uint8_t>(std::clamp(pixel + strength * (pixel - around), 0, 255));
        }
    }
    wipe(smoothed);
    wipe({reinterpret_cast<std::uint8_t*>(sums.data()), sums.size() * sizeof(unsigned)});
}

}  // namespace breakglass::qr
