// All on one side: facts and code above, words in the middle, what to do below.

#include "parts.h"

#include <algorithm>

namespace breakglass::page {

namespace {

constexpr double top_margin = 36;
constexpr double words_and_advice = 11 * 19.5 + 190;  // on Letter; A4 has more, shared by both

void draw_facts(const Sheet& sheet, const Box& box) {
    const Sentences& say = sheet.say;
    Facts facts(sheet, box);
    add_holder(sheet, facts, 15);
    facts.add(Text::escrow, say.escrow(), {.size = 10.5, .least = 7}, 28);
    facts.add(Text::card, say.number(), {.size = 10.5, .least = 7, .bold = true}, 28);
    facts.add(Text::set, sheet.card.set_id, {.size = 13, .bold = true, .mono = true}, 18);
    facts.add(Text::made, say.made(), {.size = 9.5, .one_line = true}, 14);
    facts.add(Text::ledger, say.ledger(), {.size = 9.5, .one_line = true}, 14);
    facts.add(Text::opens_with, say.opens_with(), {.size = 10.5, .least = 6}, facts.left());
}

void draw_advice(const Sheet& sheet, const Box& box) {
    const Sentences& say = sheet.say;
    const double size = box.height > 215 ? 10.5 : 9.5;
    const double width = (box.width - column_gap) / 2;
    const double right = box.x + width + column_gap;
    const auto below = [&](double x, double y) {
        return Box{x, y, width, std::max(0.0, box.bottom() - y)};
    };
    double y = draw_paragraph(sheet, {box.x, box.y, width, box.height * 0.5}, Text::what_title,
                              say.what(), size);
    draw_paragraph(sheet, below(box.x, y + 8), Text::found_title, say.found(), size);
    y = draw_paragraph(sheet, {right, box.y, width, box.height * 0.6}, Text::do_title,
                       say.what_to_do(), size);
    draw_paragraph(sheet, below(right, y + 8), Text::without_title, say.plain(Text::without), size);
}

}  // namespace

void draw_plain(const Sheet& sheet) {
    Canvas& canvas = sheet.canvas;
    const Sentences& say = sheet.say;
    const double width = sheet.page.width - 2 * side_margin;
    const Box content{side_margin, top_margin, width, sheet.page.height - 2 * top_margin};
    double y = draw_header(sheet, content) + 8;
    draw_facts(sheet, {content.x, y + 4, width - code_room - column_gap, code_room - 4});
    draw_code(sheet, content.right() - code_room, y, Side::right);
    y += code_room + 6;
    const double title = canvas.text({content.x, y, 120, 16}, say.plain(Text::words_title),
                                     {.size = 12, .bold = true, .one_line = true});
    canvas.text({content.x + 90, y + 2.5, width - 90, 13}, say.plain(Text::words_note),
                {.size = 9, .one_line = true});
    y += title + 3;
    const double words_height =
        11 * 19.5 + std::max(0.0, content.bottom() - y - words_and_advice - 27) / 2;
    draw_words(sheet, {content.x, y, width, words_height});
    y += words_height + 7;
    canvas.text({content.x, y, 110, 14}, say.plain(Text::recipient), {.size = 8.5});
    canvas.text({content.x + 110, y, width - 110, 14}, sheet.card.recipient,
                {.size = 8.5, .mono = true, .one_line = true});
    y += 20;
    draw_advice(sheet, {content.x, y, width, content.bottom() - y});
}

}  // namespace breakglass::page
