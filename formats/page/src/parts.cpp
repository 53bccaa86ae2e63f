#include "parts.h"

#include <algorithm>
#include <cmath>

namespace breakglass::page {

namespace {

constexpr std::size_t words_a_row = 3;
constexpr double label_width = 74;
constexpr double dot = 0.24;  // points: a pixel at 300 dots per inch, two at 600
// Both languages on every practice card: whoever finds it may read only one.
constexpr std::string_view practice_badge = "PRACTICE / LATIHAN";

}  // namespace

double draw_header(const Sheet& sheet, const Box& box) {
    Canvas& canvas = sheet.canvas;
    const double badge = sheet.card.practice ? 200 : 0;
    const Box title{box.x, box.y, box.width - badge, 30};
    double y =
        box.y + canvas.text(title, sheet.say.title(), {.size = 22, .bold = true, .one_line = true});
    y += canvas.text({box.x, y, box.width - badge, 16}, sheet.say.title_note(),
                     {.size = 11, .one_line = true});
    if (sheet.card.practice) {
        const Box frame{box.right() - badge + 8, box.y + 4, badge - 8, 30};
        canvas.white(frame);
        canvas.frame(frame, 1.5);
        canvas.text({frame.x + 4, frame.y + 6, frame.width - 8, 22}, practice_badge,
                    {.size = 15, .bold = true, .centred = true, .one_line = true});
    }
    y += 4;
    canvas.line(box.x, y, box.right(), y, 1.5);
    return y;
}

void Facts::add(Text label, const std::string& value, const Style& style, double most) {
    Canvas& canvas = sheet_.canvas;
    const double height = std::min(most, rest_.height);
    // both stand on about the same line, whatever the size of the value
    const double drop = std::max(0.0, (style.size - 9) * 0.75);
    const double label_takes = drop + canvas.text({rest_.x, rest_.y + drop, label_width - 4, 24},
                                                  sheet_.say.plain(label), {.size = 8.5});
    const double takes =
        canvas.text({rest_.x + label_width, rest_.y, rest_.width - label_width, height},
                    value.empty() ? "-" : value, style);
    const double used = std::max(takes, label_takes) + 4;
    rest_.y += used;
    rest_.height = std::max(0.0, rest_.height - used);
}

void add_holder(const Sheet& sheet, Facts& facts, double size) {
    const Card& card = sheet.card;
    const bool named = !card.holder_name.empty() && card.holder_name != card.holder &&
                       sheet.canvas.can_draw(card.holder_name);
    facts.add(Text::holder, isolated(named ? card.holder_name : card.holder),
              {.size = size, .least = 8, .bold = true}, 2.5 * size);
    if (named) facts.add(Text::id, isolated(card.holder), {.size = 10.5}, 24);
}

void draw_words(const Sheet& sheet, const Box& box) {
    Canvas& canvas = sheet.canvas;
    constexpr std::size_t rows = words_on_a_card / words_a_row;
    const double row_height = box.height / rows;
    const double column_width = box.width / words_a_row;
    const double size = std::min(16.0, row_height * 0.74);
    for (std::size_t row = 0; row <= rows; ++row) {
        const double y = box.y + static_cast<double>(row) * row_height;
        canvas.line(box.x, y, box.right(), y, 0.4);
    }
    std::size_t begin = 0;
    for (std::size_t number = 0; number < words_on_a_card; ++number) {
        const ByteView words = sheet.words.expose();
        const std::size_t end =
            static_cast<std::size_t>(std::find(words.begin() + static_cast<std::ptrdiff_t>(begin),
                                               words.end(), std::uint8_t{' '}) -
                                     words.begin());
        const double x = box.x + static_cast<double>(number % words_a_row) * column_width;
        const double y = box.y + static_cast<double>(number / words_a_row) * row_height;
        const double above = (row_height - size * 1.17) / 2;  // DejaVu's line is 1.17 of its size
        canvas.text({x + 2, y + above + size * 0.35, 24, size}, std::to_string(number + 1),
                    {.size = 9});
        canvas.text({x + 28, y + above, column_width - 30, row_height},
                    words.subspan(begin, end - begin),
                    {.size = size, .bold = true, .mono = true, .one_line = true});
        begin = end + 1;
    }
}

void draw_code(const Sheet& sheet, double x, double y, Side at) {
    Canvas& canvas = sheet.canvas;
    const std::size_t across = sheet.code.side + 2 * qr::quiet_zone;
    const double caption = sheet.card.practice ? 13 : 0;
    // Whole dots: no module is a pixel wider than its neighbour in a 300 dpi picture.
    const double module =
        std::floor((code_room - caption) / static_cast<double>(across) / dot) * dot;
    const double side = module * static_cast<double>(across);
    const double quiet = module * static_cast<double>(qr::quiet_zone);
    const double left = at == Side::left ? x - quiet : x + code_room + quiet - side;
    const Box paper{std::round(left / dot) * dot, std::round(y / dot) * dot, side, side};
    canvas.white(paper);
    for (std::size_t row = 0; row < sheet.code.side; ++row) {
        std::size_t column = 0;
        while (column < sheet.code.side) {
            std::size_t end = column;
            while (end < sheet.code.side && sheet.code.is_dark(end, row))
                ++end;
            if (end > column) {
                canvas.add_square({paper.x + static_cast<double>(column + qr::quiet_zone) * module,
                                   paper.y + static_cast<double>(row + qr::quiet_zone) * module,
                                   static_cast<double>(end - column) * module, module});
            }
            column = std::max(end, column + 1);
        }
    }
    canvas.paint_squares();
    if (sheet.card.practice) {
        canvas.text({paper.x + quiet, paper.bottom() - 4, side - 2 * quiet, caption + 4},
                    sheet.say.plain(Text::practice_code),
                    {.size = 10, .bold = true, .centred = true, .one_line = true});
    }
}

double draw_paragraph(const Sheet& sheet, const Box& box, Text heading, const std::string& text,
                      double size) {
    Canvas& canvas = sheet.canvas;
    double y = box.y + canvas.text(box, sheet.say.plain(heading), {.size = size, .bold = true}) + 1;
    if (box.bottom() - y < size) return y;
    y += canvas.text({box.x, y, box.width, box.bottom() - y}, text, {.size = size});
    return y;
}

}  // namespace breakglass::page
