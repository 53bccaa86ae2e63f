#include "picture.h"
#include "sharpen.h"

#include <algorithm>
#include <array>
#include <memory>

#include <zbar.h>

#include <breakglass/qr/qr.h>

namespace breakglass::qr {

namespace {

constexpr std::array<std::uint8_t, 16> png_start = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n',
                                                    0,    0,   0,   13,  'I',  'H',  'D',  'R'};

std::uint32_t big_endian(ByteView four) {
    std::uint32_t value = 0;
    for (const std::uint8_t byte : four)
        value = value << 8U | byte;
    return value;
}

/// Looks at the size the file claims before any decoder allocates for it (PNG, 11.2.2).
Status check_png(ByteView png) {
    if (png.size() > max_picture_bytes) return bad_picture("it is larger than 64 MiB");
    if (png.size() < png_start.size() + 8 ||
        !std::ranges::equal(png.first(png_start.size()), png_start)) {
        return bad_picture("it is not a PNG file");
    }
    const std::uint64_t width = big_endian(png.subspan(png_start.size(), 4));
    const std::uint64_t height = big_endian(png.subspan(png_start.size() + 4, 4));
    if (width == 0 || height == 0) return bad_picture("it has no pixels");
    if (width > max_picture_side || height > max_picture_side ||
        width * height > max_picture_pixels) {
        return bad_picture("it has " + std::to_string(width) + " by " + std::to_string(height) +
                           " pixels, more than 12000 a side or 64 million in all");
    }
    return {};
}

cairo_status_t read_png(void* closure, unsigned char* data, unsigned int count) {
    auto& rest = *static_cast<ByteView*>(closure);
    if (count > rest.size()) return CAIRO_STATUS_READ_ERROR;
    std::copy_n(rest.data(), count, data);
    rest = rest.subspan(count);
    return CAIRO_STATUS_SUCCESS;
}

/// One byte per pixel, transparent parts on white paper. Too large for the locked arena, so it is
/// ordinary memory that wipes itself.
class Gray {
  public:
    explicit Gray(const Picture& picture)
        : width_(picture.width()), height_(picture.height()), pixels_(width_ * height_) {
        const bool has_alpha =
            cairo_image_surface_get_format(picture.surface()) == CAIRO_FORMAT_ARGB32;
        for (std::size_t y = 0; y < height_; ++y) {
            const auto row = picture.row(y);
            for (std::size_t x = 0; x < width_; ++x) {
                // colours are premultiplied, in native order: blue, green, red, alpha on the
                // little-endian machines this is built for
                const auto pixel = row.subspan(x * 4, 4);
                const unsigned light = (pixel[0] * 29U + pixel[1] * 150U + pixel[2] * 77U) >> 8U;
                const unsigned paper = has_alpha ? 255U - pixel[3] : 0U;
                pixels_[y * width_ + x] = static_cast<std::uint8_t>(std::min(light + paper, 255U));
            }
        }
    }
    ~Gray() { wipe(pixels_); }
    Gray(const Gray&) = delete;
    Gray& operator=(const Gray&) = delete;

    std::size_t width() const { return width_; }
    std::size_t height() const { return height_; }
    ByteView pixels() const { return pixels_; }
    void make_sharper() { sharpen(pixels_, width_); }

  private:
    std::size_t width_;
    std::size_t height_;
    Bytes pixels_;
};

struct DestroyScanner {
    void operator()(zbar::zbar_image_scanner_t* scanner) const {
        zbar::zbar_image_scanner_destroy(scanner);
    }
};
struct DestroyImage {
    void operator()(zbar::zbar_image_t* image) const { zbar::zbar_image_destroy(image); }
};

std::vector<SecretBytes> scan(const Gray& gray) {
    const std::unique_ptr<zbar::zbar_image_scanner_t, DestroyScanner> scanner(
        zbar::zbar_image_scanner_create());
    const std::unique_ptr<zbar::zbar_image_t, DestroyImage> image(zbar::zbar_image_create());
    check(scanner != nullptr && image != nullptr, "zbar gives a scanner and an image");
    zbar::zbar_image_scanner_set_config(scanner.get(), zbar::ZBAR_NONE, zbar::ZBAR_CFG_ENABLE, 0);
    zbar::zbar_image_scanner_set_config(scanner.get(), zbar::ZBAR_QRCODE, zbar::ZBAR_CFG_ENABLE, 1);
    constexpr unsigned long y800 = 0x30303859;  // "Y800": one byte of light per pixel
    zbar::zbar_image_set_format(image.get(), y800);
    zbar::zbar_image_set_size(image.get(), static_cast<unsigned>(gray.width()),
                              static_cast<unsigned>(gray.height()));
    // without a cleanup function zbar leaves the pixels, which are ours, alone
    zbar::zbar_image_set_data(image.get(), gray.pixels().data(), gray.pixels().size(), nullptr);

    std::vector<SecretBytes> texts;
    if (zbar::zbar_scan_image(scanner.get(), image.get()) <= 0) return texts;
    for (const auto* symbol = zbar::zbar_image_first_symbol(image.get()); symbol != nullptr;
         symbol = zbar::zbar_symbol_next(symbol)) {
        if (zbar::zbar_symbol_get_type(symbol) != zbar::ZBAR_QRCODE) continue;
        const char* text = zbar::zbar_symbol_get_data(symbol);
        const std::size_t size = zbar::zbar_symbol_get_data_length(symbol);
        if (size == 0) continue;
        texts.push_back(SecretBytes::copy_of(as_bytes(std::string_view(text, size))));
        // the symbol's own heap buffer; zbar has no way to ask for this
        wipe({reinterpret_cast<std::uint8_t*>(const_cast<char*>(text)), size});
    }
    return texts;
}

}  // namespace

Result<std::vector<SecretBytes>> decode_png(ByteView png) {
    if (auto sane = check_png(png); !sane) return std::move(sane).error();
    ByteView rest = png;
    const Picture picture(cairo_image_surface_create_from_png_stream(&read_png, &rest));
    if (picture.status() != CAIRO_STATUS_SUCCESS) return bad_picture("the PNG is damaged");
    const cairo_format_t format = cairo_image_surface_get_format(picture.surface());
    if (format != CAIRO_FORMAT_ARGB32 && format != CAIRO_FORMAT_RGB24) {
        return bad_picture("it has more than 8 bits per colour");
    }
    Gray gray(picture);
    auto texts = scan(gray);
    if (texts.empty()) {
        gray.make_sharper();
        texts = scan(gray);
    }
    return texts;
}

Result<SecretBytes> decode_one_png(ByteView png) {
    auto texts = decode_png(png);
    if (!texts) return std::move(texts).error();
    if (texts->empty()) {
        return Error{ErrorKind::unverified, "QR-NONE", "the picture shows no QR code",
                     "take it again: flat, sharp, the whole code with its white border"};
    }
    for (const SecretBytes& text : *texts) {
        if (!equal_constant_time(text, texts->front())) {
            return Error{ErrorKind::unverified, "QR-SEVERAL",
                         "the picture shows " + std::to_string(texts->size()) +
                             " QR codes, one was expected",
                         "take one picture per card"};
        }
    }
    return std::move(texts->front());
}

}  // namespace breakglass::qr
