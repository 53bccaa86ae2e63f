#include "picture.h"

#include <breakglass/ground/secret_bytes.h>

namespace breakglass::qr {

Picture::~Picture() {
    if (status() == CAIRO_STATUS_SUCCESS && cairo_image_surface_get_data(surface_) != nullptr) {
        for (std::size_t number = 0; number < height(); ++number)
            wipe(row(number));
    }
    cairo_surface_destroy(surface_);
}

std::size_t Picture::width() const {
    return static_cast<std::size_t>(cairo_image_surface_get_width(surface_));
}

std::size_t Picture::height() const {
    return static_cast<std::size_t>(cairo_image_surface_get_height(surface_));
}

std::span<std::uint8_t> Picture::row(std::size_t number) const {
    const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(surface_));
    return {cairo_image_surface_get_data(surface_) + number * stride, stride};
}

Error bad_picture(const std::string& why) {
    return {ErrorKind::unverified, "QR-PICTURE", "the picture cannot be read: " + why,
            "give a PNG picture of the card"};
}

}  // namespace breakglass::qr
