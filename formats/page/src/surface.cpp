#include "surface.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>

#include <cairo-pdf.h>
#include <cairo-svg.h>

namespace breakglass::page {

namespace {

constexpr double dots_per_inch = 300;
constexpr double points_per_inch = 72;
constexpr std::size_t after_ihdr = 8 + 4 + 4 + 13 + 4;  // signature, then the whole IHDR chunk

struct Destroy {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
using Surface = std::unique_ptr<cairo_surface_t, Destroy>;

/// Where cairo writes: locked memory that grows.
struct Output {
    SecretBytes bytes{std::size_t{1} << 16U};
    std::size_t size = 0;

    static cairo_status_t write(void* closure, const unsigned char* data, unsigned int count) {
        static_cast<Output*>(closure)->add(ByteView(data, count));
        return CAIRO_STATUS_SUCCESS;
    }

    void add(ByteView data) {
        if (size + data.size() > bytes.size()) {
            SecretBytes larger(std::max(bytes.size() * 2, size + data.size()));
            std::ranges::copy(bytes.expose(), larger.expose_mut().begin());
            bytes = std::move(larger);
        }
        std::copy(data.begin(), data.end(), bytes.expose_mut().data() + size);
        size += data.size();
    }
};

/// Says in the PNG how large it is on paper, which cairo does not: 11,811 pixels a metre.
SecretBytes with_resolution(const Output& png) {
    // PNG, 11.3.5.3: length 9, "pHYs", both axes, unit metre, CRC
    constexpr std::array<std::uint8_t, 21> phys = {0,    0,    0, 9,    'p',  'H',  'Y',
                                                   's',  0,    0, 0x2e, 0x23, 0,    0,
                                                   0x2e, 0x23, 1, 0x78, 0xa5, 0x3f, 0x76};
    check(png.size > after_ihdr, "cairo writes a PNG with a header");
    SecretBytes whole(png.size + phys.size());
    const auto to = whole.expose_mut();
    const ByteView from = png.bytes.expose().first(png.size);
    std::ranges::copy(from.first(after_ihdr), to.begin());
    std::ranges::copy(phys, to.subspan(after_ihdr).begin());
    std::ranges::copy(from.subspan(after_ihdr), to.subspan(after_ihdr + phys.size()).begin());
    return whole;
}

Error cannot_draw(cairo_status_t status) {
    return Error{ErrorKind::failed, "PAGE-DRAW",
                 std::string("the page cannot be drawn: ") + cairo_status_to_string(status), ""};
}

Result<SecretBytes> make_picture(const Box& page,
                                 const std::function<void(cairo_surface_t*)>& draw) {
    constexpr double scale = dots_per_inch / points_per_inch;
    const Surface surface(cairo_image_surface_create(
        CAIRO_FORMAT_RGB24, static_cast<int>(std::lround(page.width * scale)),
        static_cast<int>(std::lround(page.height * scale))));
    cairo_surface_set_device_scale(surface.get(), scale, scale);
    if (const auto status = cairo_surface_status(surface.get()); status != CAIRO_STATUS_SUCCESS)
        return cannot_draw(status);
    draw(surface.get());
    Output output;
    const auto status = cairo_surface_write_to_png_stream(surface.get(), &Output::write, &output);
    if (status != CAIRO_STATUS_SUCCESS) return cannot_draw(status);
    return with_resolution(output);
}

}  // namespace

Box sheet(Paper paper) {
    constexpr double inch = points_per_inch;
    constexpr double millimetre = points_per_inch / 25.4;
    if (paper == Paper::letter) return {0, 0, 8.5 * inch, 11 * inch};
    return {0, 0, 210 * millimetre, 297 * millimetre};
}

Result<SecretBytes> make_file(const Look& look, const Metadata& metadata,
                              const std::function<void(cairo_surface_t*)>& draw) {
    const Box page = sheet(look.paper);
    if (look.format == Format::png) return make_picture(page, draw);
    Output output;
    const bool pdf = look.format == Format::pdf;
    const Surface surface(
        pdf ? cairo_pdf_surface_create_for_stream(&Output::write, &output, page.width, page.height)
            : cairo_svg_surface_create_for_stream(&Output::write, &output, page.width,
                                                  page.height));
    if (pdf) {
        // no object streams: what a printer of any age reads
        cairo_pdf_surface_restrict_to_version(surface.get(), CAIRO_PDF_VERSION_1_4);
        const auto set = [&](cairo_pdf_metadata_t which, const std::string& text) {
            cairo_pdf_surface_set_metadata(surface.get(), which, text.c_str());
        };
        set(CAIRO_PDF_METADATA_TITLE, metadata.title);
        set(CAIRO_PDF_METADATA_CREATOR, "breakglass");
        set(CAIRO_PDF_METADATA_CREATE_DATE, metadata.made_at);
        set(CAIRO_PDF_METADATA_MOD_DATE, metadata.made_at);
    }
    draw(surface.get());
    cairo_surface_finish(surface.get());
    const auto status = cairo_surface_status(surface.get());
    if (status != CAIRO_STATUS_SUCCESS) return cannot_draw(status);
    output.bytes.shrink(output.size);
    return std::move(output.bytes);
}

}  // namespace breakglass::page
