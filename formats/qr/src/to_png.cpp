#include "picture.h"

#include <algorithm>

#include <breakglass/qr/qr.h>

namespace breakglass::qr {

namespace {

/// Where cairo writes: locked memory that grows.
struct Output {
    SecretBytes bytes{std::size_t{1} << 15U};
    std::size_t size = 0;

    static cairo_status_t write(void* closure, const unsigned char* data, unsigned int count) {
        auto& output = *static_cast<Output*>(closure);
        if (output.size + count > output.bytes.size()) {
            SecretBytes larger(std::max(output.bytes.size() * 2, output.size + count));
            std::ranges::copy(output.bytes.expose(), larger.expose_mut().begin());
            output.bytes = std::move(larger);
        }
        std::copy_n(data, count, output.bytes.expose_mut().data() + output.size);
        output.size += count;
        return CAIRO_STATUS_SUCCESS;
    }
};

}  // namespace

Result<SecretBytes> to_png(const Modules& modules, std::size_t module_pixels) {
    check(modules.side > 0 && modules.dark.size() == modules.side * modules.side,
          "a code is a square of modules");
    check(module_pixels >= 1 && module_pixels <= 64, "a module has 1 to 64 pixels a side");
    const std::size_t side = (modules.side + 2 * quiet_zone) * module_pixels;
    const Picture picture(cairo_image_surface_create(CAIRO_FORMAT_RGB24, static_cast<int>(side),
                                                     static_cast<int>(side)));
    if (picture.status() != CAIRO_STATUS_SUCCESS) {
        return Error{ErrorKind::failed, "QR-PICTURE", "cairo cannot make a picture of this size",
                     ""};
    }
    cairo_surface_flush(picture.surface());
    for (std::size_t y = 0; y < side; ++y) {
        const auto pixels = picture.row(y);
        const std::size_t row = y / module_pixels;
        for (std::size_t x = 0; x < side; ++x) {
            const std::size_t column = x / module_pixels;
            const bool inside = row >= quiet_zone && row < quiet_zone + modules.side &&
                                column >= quiet_zone && column < quiet_zone + modules.side;
            const bool dark = inside && modules.is_dark(column - quiet_zone, row - quiet_zone);
            std::ranges::fill(pixels.subspan(x * 4, 4), dark ? std::uint8_t{0} : std::uint8_t{255});
        }
    }
    cairo_surface_mark_dirty(picture.surface());
    Output output;
    if (cairo_surface_write_to_png_stream(picture.surface(), &Output::write, &output) !=
        CAIRO_STATUS_SUCCESS) {
        return Error{ErrorKind::failed, "QR-PICTURE", "cairo cannot write the picture", ""};
    }
    output.bytes.shrink(output.size);
    return std::move(output.bytes);
}

}  // namespace breakglass::qr
