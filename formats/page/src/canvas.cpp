#include "canvas.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace breakglass::page {

namespace {

// The first is on every Debian that has a font at all; what it lacks pango looks for elsewhere.
constexpr const char* sans = "DejaVu Sans, Noto Sans, sans-serif";
constexpr const char* mono = "DejaVu Sans Mono, Noto Sans Mono, monospace";
constexpr double step = 0.5;  // points, from one trial of a size to the next

int to_pango(double points) {
    return static_cast<int>(std::lround(points * PANGO_SCALE));
}

struct FreeFont {
    void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
};

}  // namespace

Canvas::Canvas(cairo_surface_t* surface, Language language) : cairo_(cairo_create(surface)) {
    context_.reset(pango_cairo_create_context(cairo_.get()));
    // Points are points: without this pango reckons with the 96 dots per inch of a screen.
    pango_cairo_context_set_resolution(context_.get(), 72);
    pango_context_set_language(context_.get(),
                               pango_language_from_string(language == Language::id ? "id" : "en"));
    pango_context_set_base_dir(context_.get(), PANGO_DIRECTION_LTR);
    pango_context_set_round_glyph_positions(context_.get(), FALSE);
    // Glyphs keep their widths whatever the resolution, so that all formats break lines alike.
    cairo_font_options_t* options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(context_.get(), options);
    cairo_font_options_destroy(options);
    layout_.reset(pango_layout_new(context_.get()));
    // A name from right to left still begins where its column begins.
    pango_layout_set_auto_dir(layout_.get(), FALSE);
}

void Canvas::set_text(ByteView text) {
    pango_layout_set_text(layout_.get(), reinterpret_cast<const char*>(text.data()),
                          static_cast<int>(text.size()));
    PangoAttrList* attributes = pango_attr_list_new();
    // A recipient that has to be broken gets no hyphen that would be typed with it.
    pango_attr_list_insert(attributes, pango_attr_insert_hyphens_new(FALSE));
    // "flame" copied from a page must not come out with one character for its first two letters.
    pango_attr_list_insert(attributes, pango_attr_font_features_new("liga=0, clig=0"));
    // A name or an address with a hyphen is not broken behind it: nobody shall wonder whose it is.
    for (std::size_t at = 0; at + 1 < text.size(); ++at) {
        if (text[at] != '-' || text[at + 1] <= ' ' || text[at + 1] >= 0x7f) continue;
        PangoAttribute* together = pango_attr_allow_breaks_new(FALSE);
        together->start_index = static_cast<unsigned>(at);
        together->end_index = static_cast<unsigned>(at + 2);
        pango_attr_list_insert(attributes, together);
    }
    pango_layout_set_attributes(layout_.get(), attributes);
    pango_attr_list_unref(attributes);
}

void Canvas::set_font(const Style& style, double size) {
    const std::unique_ptr<PangoFontDescription, FreeFont> font(
        pango_font_description_from_string(style.mono ? mono : sans));
    pango_font_description_set_absolute_size(font.get(), size * PANGO_SCALE);
    pango_font_description_set_weight(font.get(),
                                      style.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_layout_set_font_description(layout_.get(), font.get());
}

double Canvas::height() const {
    int units = 0;
    pango_layout_get_size(layout_.get(), nullptr, &units);
    return static_cast<double>(units) / PANGO_SCALE;
}

double Canvas::text(const Box& box, std::string_view text, const Style& style) {
    return this->text(box, as_bytes(text), style);
}

double Canvas::text(const Box& box, ByteView text, const Style& style) {
    if (text.empty()) return 0;
    PangoLayout* layout = layout_.get();
    set_text(text);
    pango_layout_set_width(layout, to_pango(box.width));
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_alignment(layout, style.centred ? PANGO_ALIGN_CENTER : PANGO_ALIGN_LEFT);
    pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_NONE);
    pango_layout_set_height(layout, -1);
    const auto fits = [&] {
        return height() <= box.height + 0.01 &&
               (!style.one_line || pango_layout_get_line_count(layout) == 1);
    };
    double size = style.size;
    set_font(style, size);
    while (!fits() && size - step >= style.least) {
        size -= step;
        set_font(style, size);
    }
    if (!fits()) {
        pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
        // pango shows at least one line, whatever the height
        pango_layout_set_height(layout, style.one_line ? -1 : to_pango(box.height));
    }
    undrawn_ |= pango_layout_get_unknown_glyphs_count(layout) > 0;
    cairo_set_source_rgb(cairo_.get(), style.grey, style.grey, style.grey);
    cairo_move_to(cairo_.get(), box.x, box.y);
    pango_cairo_show_layout(cairo_.get(), layout);
    return height();
}

double Canvas::height_of(double width, std::string_view text, const Style& style) {
    if (text.empty()) return 0;
    set_text(as_bytes(text));
    pango_layout_set_width(layout_.get(), to_pango(width));
    pango_layout_set_wrap(layout_.get(), PANGO_WRAP_WORD_CHAR);
    pango_layout_set_ellipsize(layout_.get(), PANGO_ELLIPSIZE_NONE);
    pango_layout_set_height(layout_.get(), -1);
    set_font(style, style.size);
    return height();
}

void Canvas::next_page() {
    cairo_show_page(cairo_.get());
}

bool Canvas::can_draw(std::string_view text) {
    set_text(as_bytes(text));
    set_font({}, 10);
    const bool drawable = pango_layout_get_unknown_glyphs_count(layout_.get()) == 0;
    undrawn_ |= !drawable;
    return drawable;
}

void Canvas::line(double x1, double y1, double x2, double y2, double width, bool dashed) {
    const double dashes[] = {4, 3};
    cairo_set_dash(cairo_.get(), dashes, dashed ? 2 : 0, 0);
    cairo_set_source_rgb(cairo_.get(), 0, 0, 0);
    cairo_set_line_width(cairo_.get(), width);
    cairo_move_to(cairo_.get(), x1, y1);
    cairo_line_to(cairo_.get(), x2, y2);
    cairo_stroke(cairo_.get());
}

void Canvas::frame(const Box& box, double width) {
    cairo_set_dash(cairo_.get(), nullptr, 0, 0);
    cairo_set_source_rgb(cairo_.get(), 0, 0, 0);
    cairo_set_line_width(cairo_.get(), width);
    cairo_rectangle(cairo_.get(), box.x, box.y, box.width, box.height);
    cairo_stroke(cairo_.get());
}

void Canvas::white(const Box& box) {
    cairo_set_source_rgb(cairo_.get(), 1, 1, 1);
    cairo_rectangle(cairo_.get(), box.x, box.y, box.width, box.height);
    cairo_fill(cairo_.get());
}

void Canvas::add_square(const Box& box) {
    cairo_rectangle(cairo_.get(), box.x, box.y, box.width, box.height);
}

void Canvas::paint_squares() {
    cairo_set_source_rgb(cairo_.get(), 0, 0, 0);
    cairo_fill(cairo_.get());
}

void Canvas::watermark(const Box& page, std::string_view text) {
    PangoLayout* layout = layout_.get();
    set_text(as_bytes(text));
    pango_layout_set_width(layout, -1);
    pango_layout_set_height(layout, -1);
    pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_NONE);
    pango_layout_set_alignment(layout, PANGO_ALIGN_LEFT);
    constexpr double trial = 100;
    set_font({.bold = true}, trial);
    int width = 0;
    pango_layout_get_size(layout, &width, nullptr);
    const double diagonal = std::hypot(page.width, page.height);
    set_font({.bold = true}, trial * 0.8 * diagonal * PANGO_SCALE / std::max(width, 1));
    int tall = 0;
    pango_layout_get_size(layout, &width, &tall);
    cairo_save(cairo_.get());
    cairo_translate(cairo_.get(), page.x + page.width / 2, page.y + page.height / 2);
    cairo_rotate(cairo_.get(), std::atan2(page.height, page.width));
    cairo_move_to(cairo_.get(), -static_cast<double>(width) / PANGO_SCALE / 2,
                  -static_cast<double>(tall) / PANGO_SCALE / 2);
    cairo_set_source_rgb(cairo_.get(), 0.86, 0.86, 0.86);
    pango_cairo_show_layout(cairo_.get(), layout);
    cairo_restore(cairo_.get());
}

}  // namespace breakglass::page
