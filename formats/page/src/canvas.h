#pragma once
// A page that is being drawn: texts that shrink to fit, lines, squares. Lengths are points, 1/72
// inch, from the upper left corner.

#include <memory>
#include <string_view>

#include <pango/pangocairo.h>

#include <breakglass/ground/bytes.h>
#include <breakglass/page/language.h>

namespace breakglass::page {

struct Box {
    double x = 0;
    double y = 0;
    double width = 0;
    double height = 0;
    double right() const { return x + width; }
    double bottom() const { return y + height; }
};

struct Style {
    double size = 10;  // points
    double least = 6;  // as small as a text that does not fit may become; then it is cut off
    bool bold = false;
    bool mono = false;
    bool centred = false;
    bool one_line = false;
    double grey = 0;  // 0 black, 1 white
};

class Canvas {
  public:
    /// Draws on a surface that it does not own.
    Canvas(cairo_surface_t* surface, Language language);

    /// Writes a text into the top of a box, smaller when it would not fit, and cut off with an
    /// ellipsis when that is not enough. Returns the height it takes.
    double text(const Box& box, std::string_view text, const Style& style);
    /// For a secret, whose bytes are handed to pango as they lie.
    double text(const Box& box, ByteView text, const Style& style);

    /// The height that a text takes in a column, at its full size.
    double height_of(double width, std::string_view text, const Style& style);

    /// What follows is on a new page.
    void next_page();

    /// Whether every character is in some font here; if not, undrawn_characters says so too.
    bool can_draw(std::string_view text);
    bool undrawn_characters() const { return undrawn_; }

    void line(double x1, double y1, double x2, double y2, double width, bool dashed = false);
    void frame(const Box& box, double width);
    void white(const Box& box);
    /// Squares are collected and painted at once: no seams between neighbours.
    void add_square(const Box& box);
    void paint_squares();
    /// Once across the whole page, from the upper left to the lower right, behind what follows.
    void watermark(const Box& page, std::string_view text);

  private:
    struct DestroyCairo {
        void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
    };
    struct Unref {
        void operator()(void* object) const { g_object_unref(object); }
    };
    std::unique_ptr<cairo_t, DestroyCairo> cairo_;
    std::unique_ptr<PangoContext, Unref> context_;
    std::unique_ptr<PangoLayout, Unref> layout_;
    bool undrawn_ = false;

    void set_text(ByteView text);
    void set_font(const Style& style, double size);
    double height() const;  // of the layout, in points
};

}  // namespace breakglass::page
