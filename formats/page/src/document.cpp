#include "document_blocks.h"
#include "surface.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include <breakglass/page/document.h>
#include <breakglass/text/person_name.h>

namespace breakglass::page {

namespace {

constexpr double side = 48;
constexpr double top = 46;
constexpr double bottom = 60;

Error bad_document(const std::string& what) {
    return Error{ErrorKind::usage, "PAGE-FACTS", "a document cannot be drawn: " + what, ""};
}

bool is_sound(const std::string& text) {
    return text.size() <= max_item_bytes && text::is_line_with_names(text);
}

/// Which blocks stand on which page, and how far down.
struct Placed {
    Block block;
    double y = 0;
};
using Sheets = std::vector<std::vector<Placed>>;

/// Fills page after page; blocks that are glued to each other move on together as long as one page
/// holds them. first: how much of the first page is taken.
Sheets place(const std::vector<Block>& blocks, double first, double height) {
    Sheets sheets(1);
    double y = first;
    for (std::size_t index = 0; index < blocks.size();) {
        std::size_t end = index;
        double together = blocks[end].height;
        while (blocks[end].glued && end + 1 < blocks.size() &&
               together + blocks[end + 1].height <= height)
            together += blocks[++end].height;
        if (y + together > height && !sheets.back().empty()) {
            sheets.emplace_back();
            y = 0;
        }
        for (; index <= end; ++index) {
            sheets.back().push_back({blocks[index], top + y});
            y += blocks[index].height;
        }
    }
    return sheets;
}

void draw_foot(Canvas& canvas, const Document& document, const Box& paper, std::size_t number,
               std::size_t all) {
    constexpr double number_width = 60;
    const double y = paper.height - bottom + 22;
    const double width = paper.width - 2 * side;
    canvas.line(side, y - 4, side + width, y - 4, 0.4);
    canvas.text({side, y, width - number_width, 12}, document.foot,
                {.size = 7.5, .one_line = true});
    canvas.text({side + width - number_width, y, number_width, 12},
                fmt::format("{} / {}", number, all), {.size = 7.5, .centred = true});
}

void draw_pages(Canvas& canvas, const Document& document) {
    constexpr Style title_style{.size = 15, .bold = true};
    const Box paper = sheet(document.paper);
    const Box column{side, top, paper.width - 2 * side, paper.height - top - bottom};
    const double title = canvas.height_of(column.width, document.title, title_style);
    BlockPainter painter(canvas, document.items, column);
    const Sheets sheets = place(painter.blocks(), title + 4, column.height);
    for (std::size_t number = 0; number < sheets.size(); ++number) {
        if (number > 0) canvas.next_page();
        if (!document.mark.empty()) canvas.watermark(paper, document.mark);
        if (number == 0) canvas.text(column, document.title, title_style);
        for (const Placed& placed : sheets[number])
            painter.draw(placed.block, placed.y);
        draw_foot(canvas, document, paper, number + 1, sheets.size());
    }
}

}  // namespace

Status check_document(const Document& document) {
    if (document.title.empty() || document.made_at.empty())
        return bad_document("it has no title or no date");
    if (document.items.size() > max_document_items)
        return bad_document(fmt::format("it has {} items", document.items.size()));
    std::size_t bytes = 0;
    const auto sound = [&](const std::string& text) {
        bytes += text.size();
        return is_sound(text);
    };
    bool all = true;
    for (const std::string* text :
         {&document.title, &document.foot, &document.made_at, &document.mark})
        all = all && sound(*text);
    for (const Item& item : document.items)
        all = all && sound(item.label) && sound(item.text);
    if (!all)
        return bad_document(fmt::format(
            "one of its texts is not one line of plain text of at most {} bytes", max_item_bytes));
    if (bytes > max_document_bytes)
        return bad_document(fmt::format("its texts have {} bytes", bytes));
    return {};
}

Result<Page> draw_document(const Document& document) {
    if (Status sound = check_document(document); !sound) return std::move(sound).error();
    Page page;
    auto file = make_file({.format = Format::pdf, .paper = document.paper},
                          {.title = document.title, .made_at = document.made_at},
                          [&](cairo_surface_t* surface) {
                              Canvas canvas(surface, document.language);
                              draw_pages(canvas, document);
                              page.undrawn_characters = canvas.undrawn_characters();
                          });
    if (!file) return std::move(file).error();
    page.bytes = *std::move(file);
    return page;
}

}  // namespace breakglass::page
