// Codes are cross-checked by Debian's zbarimg (reading ours) and qrencode's own tool where it is.

#include "catch.h"
#include "formats/scratch.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include <cairo.h>

#include <breakglass/qr/qr.h>

using namespace breakglass;
using breakglass::testing::Scratch;

namespace {

SecretBytes secret(std::string_view text) {
    return SecretBytes::copy_of(as_bytes(text));
}

std::string shown(const SecretBytes& text) {
    return std::string(as_text(text.expose()));
}

/// As long and as mixed as the text on a card with 33 words.
std::string card_text() {
    std::string text =
        "BREAKGLASS 1 9C03AB12 AGE1QYQSZQGPQYQSZQGPQYQSZQGPQYQSZQGPQYQSZQGPQYQSZQGPQYQSZQGPCL0HQ7";
    for (int word = 0; word < 33; ++word)
        text += word % 2 == 0 ? " ACADEMIC" : " WAVY";
    return text;
}

Bytes png_of(std::string_view text, std::size_t module_pixels = 8) {
    auto modules = qr::encode(secret(text));
    REQUIRE(modules);
    auto png = qr::to_png(*modules, module_pixels);
    REQUIRE(png);
    return Bytes(png->expose().begin(), png->expose().end());
}

/// A page with pictures turned and set down on it, as PNG. transparent: no paper behind them.
class Page {
  public:
    Page(int width, int height, bool transparent = false)
        : surface_(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height)),
          pen_(cairo_create(surface_)) {
        if (!transparent) {
            cairo_set_source_rgb(pen_, 1, 1, 1);
            cairo_paint(pen_);
        }
    }
    ~Page() {
        cairo_destroy(pen_);
        cairo_surface_destroy(surface_);
    }
    Page(const Page&) = delete;
    Page& operator=(const Page&) = delete;

    void put(const Bytes& png, double x, double y, double degrees = 0, double scale = 1) {
        ByteView rest = png;
        cairo_surface_t* picture = cairo_image_surface_create_from_png_stream(&Page::read, &rest);
        REQUIRE(cairo_surface_status(picture) == CAIRO_STATUS_SUCCESS);
        const double half = cairo_image_surface_get_width(picture) / 2.0;
        cairo_save(pen_);
        cairo_translate(pen_, x, y);
        cairo_rotate(pen_, degrees * std::acos(-1.0) / 180);
        cairo_scale(pen_, scale, scale);
        cairo_set_source_surface(pen_, picture, -half, -half);
        cairo_paint(pen_);
        cairo_restore(pen_);
        cairo_surface_destroy(picture);
    }
    Bytes png() const {
        Bytes out;
        REQUIRE(cairo_surface_write_to_png_stream(surface_, &Page::write, &out) ==
                CAIRO_STATUS_SUCCESS);
        return out;
    }

  private:
    static cairo_status_t read(void* closure, unsigned char* data, unsigned count) {
        auto& rest = *static_cast<ByteView*>(closure);
        if (count > rest.size()) return CAIRO_STATUS_READ_ERROR;
        std::copy_n(rest.data(), count, data);
        rest = rest.subspan(count);
        return CAIRO_STATUS_SUCCESS;
    }
    static cairo_status_t write(void* closure, const unsigned char* data, unsigned count) {
        append(*static_cast<Bytes*>(closure), ByteView(data, count));
        return CAIRO_STATUS_SUCCESS;
    }
    friend void blur(Page& page, int reach);
    cairo_surface_t* surface_;
    cairo_t* pen_;
};

/// The mean of a square around each pixel, three times: about a Gaussian.
void blur(Page& page, int reach) {
    cairo_surface_flush(page.surface_);
    const int width = cairo_image_surface_get_width(page.surface_);
    const int height = cairo_image_surface_get_height(page.surface_);
    const int stride = cairo_image_surface_get_stride(page.surface_);
    unsigned char* pixels = cairo_image_surface_get_data(page.surface_);
    const auto along = [&](int lines, int line_step, int count, int step) {
        std::vector<unsigned char> mean(static_cast<std::size_t>(count));
        for (int line = 0; line < lines; ++line) {
            unsigned char* first = pixels + line * line_step;
            for (int at = 0; at < count; ++at) {
                int sum = 0;
                for (int near = at - reach; near <= at + reach; ++near)
                    sum += first[std::clamp(near, 0, count - 1) * step];
                mean[static_cast<std::size_t>(at)] =
                    static_cast<unsigned char>(sum / (2 * reach + 1));
            }
            for (int at = 0; at < count; ++at)
                std::fill_n(first + at * step, 3, mean[static_cast<std::size_t>(at)]);
        }
    };
    for (int times = 0; times < 3; ++times) {
        along(height, stride, width, 4);
        along(width, 4, height, stride);
    }
    cairo_surface_mark_dirty(page.surface_);
}

template <typename T>
std::string rule_of(const Result<T>& result) {
    return result ? "" : result.error().rule;
}

}  // namespace

TEST_CASE("a text comes back from its own picture, from one character to the longest") {
    for (const std::string& text : {std::string("A"), std::string("0123456789"), card_text(),
                                    std::string("A B$C%D*E+F-G.H/I:J"), std::string(2420, 'Z')}) {
        auto read = qr::decode_one_png(png_of(text));
        REQUIRE(read);
        CHECK(shown(*read) == text);
    }
}

TEST_CASE("a card's text takes a code of version 12 to 15 at level Q") {
    const auto modules = qr::encode(secret(card_text()));
    REQUIRE(modules);
    CHECK(modules->side >= 17 + 4 * 12);
    CHECK(modules->side <= 17 + 4 * 15);
    // ISO/IEC 18004, 7.9: level Q is 11, and the mask turns the first two format bits into 01
    CHECK_FALSE(modules->is_dark(0, 8));
    CHECK(modules->is_dark(1, 8));
}

TEST_CASE("zbarimg reads our picture") {
    const Scratch scratch;
    scratch.write("code.png", png_of(card_text()));
    REQUIRE(scratch.run("zbarimg --quiet --raw code.png") == 0);
    CHECK(scratch.read_text("out") == card_text() + "\n");
}

TEST_CASE("a picture that is turned, shrunk or without paper is read") {
    const Bytes png = png_of(card_text());
    for (const double degrees : {0.0, 12.0, 45.0, 90.0, 180.0, 277.0}) {
        CAPTURE(degrees);
        Page page(1400, 1400);
        page.put(png, 700, 700, degrees);
        auto read = qr::decode_one_png(page.png());
        REQUIRE(read);
        CHECK(shown(*read) == card_text());
    }
    Page small(500, 500);
    small.put(png, 250, 250, 5, 0.6);
    CHECK(qr::decode_one_png(small.png()));
    Page clear(900, 900, true);
    clear.put(png, 450, 450);
    CHECK(qr::decode_one_png(clear.png()));
}

TEST_CASE("a blurred picture that zbar alone gives up on is read") {
    Page page(460, 460);
    page.put(png_of(card_text(), 5), 230, 230);
    blur(page, 2);
    const Scratch scratch;
    scratch.write("blurred.png", page.png());
    CHECK(scratch.run("zbarimg --quiet --raw blurred.png") != 0);
    auto read = qr::decode_one_png(page.png());
    REQUIRE(read);
    CHECK(shown(*read) == card_text());
}

TEST_CASE("QR-SEVERAL: two cards in one picture are both read, but are not one card") {
    Page page(1600, 800);
    page.put(png_of(card_text()), 400, 400);
    page.put(png_of("SECOND " + card_text()), 1200, 400);
    auto all = qr::decode_png(page.png());
    REQUIRE(all);
    REQUIRE(all->size() == 2);
    CHECK(shown((*all)[0]) != shown((*all)[1]));
    CHECK(rule_of(qr::decode_one_png(page.png())) == "QR-SEVERAL");
}

TEST_CASE("the same card twice in one picture is one card") {
    Page page(1600, 800);
    page.put(png_of(card_text()), 400, 400);
    page.put(png_of(card_text()), 1200, 400);
    auto read = qr::decode_one_png(page.png());
    REQUIRE(read);
    CHECK(shown(*read) == card_text());
}

TEST_CASE("QR-NONE: a picture without a code") {
    const Page page(300, 200);
    auto all = qr::decode_png(page.png());
    REQUIRE(all);
    CHECK(all->empty());
    CHECK(rule_of(qr::decode_one_png(page.png())) == "QR-NONE");
}

TEST_CASE("QR-PICTURE: what is no PNG, is cut off or damaged is refused") {
    const Bytes png = png_of("HELLO");
    CHECK(rule_of(qr::decode_png({})) == "QR-PICTURE");
    CHECK(rule_of(qr::decode_png(as_bytes("not a picture, but long enough to be looked at"))) ==
          "QR-PICTURE");
    for (std::size_t size = 0; size + 20 < png.size(); ++size) {
        CAPTURE(size);
        CHECK(rule_of(qr::decode_png(ByteView(png).first(size))) == "QR-PICTURE");
    }
    Bytes flipped = png;
    flipped[png.size() / 2] ^= 0x40U;
    CHECK_FALSE(qr::decode_one_png(flipped));
}

TEST_CASE("QR-PICTURE: a picture that claims to be huge is refused before it is decoded") {
    const auto claiming = [](std::uint32_t width, std::uint32_t height) {
        Bytes png = png_of("HELLO");
        for (unsigned byte = 0; byte < 4; ++byte) {
            png[16 + byte] = static_cast<std::uint8_t>(width >> (24 - 8 * byte));
            png[20 + byte] = static_cast<std::uint8_t>(height >> (24 - 8 * byte));
        }
        return png;
    };
    CHECK(rule_of(qr::decode_png(claiming(12001, 10))) == "QR-PICTURE");
    CHECK(rule_of(qr::decode_png(claiming(10, 0xffffffff))) == "QR-PICTURE");
    CHECK(rule_of(qr::decode_png(claiming(12000, 12000))) == "QR-PICTURE");
    CHECK(rule_of(qr::decode_png(claiming(0, 10))) == "QR-PICTURE");
    CHECK(rule_of(qr::decode_png(Bytes(qr::max_picture_bytes + 1))) == "QR-PICTURE");
}

TEST_CASE("QR-TOO-LONG and QR-ALPHABET: texts that no code of ours can carry") {
    CHECK(rule_of(qr::encode(secret(std::string(2421, 'A')))) == "QR-TOO-LONG");
    for (const char* text : {"", "lower", "A,B", "A\nB", "\xc3\x84"}) {
        CHECK(rule_of(qr::encode(secret(text))) == "QR-ALPHABET");
    }
}
