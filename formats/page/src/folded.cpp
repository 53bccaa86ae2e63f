// In thirds. The upper one goes backwards and is the outside; the lowest is folded up over the
// middle one, so that words and code face each other.

#include "parts.h"

#include <algorithm>

namespace breakglass::page {

namespace {

constexpr double fold_note_size = 8;
constexpr double panel_margin = 22;

void draw_outside(const Sheet& sheet, const Box& panel) {
    const Sentences& say = sheet.say;
    double y = draw_header(sheet, panel) + 10;
    Facts facts(sheet, {panel.x, y, panel.width, 112});
    add_holder(sheet, facts, 16);
    facts.add(Text::escrow, say.escrow(), {.size = 11, .least = 7}, 30);
    facts.add(Text::set, sheet.card.set_id, {.size = 13, .bold = true, .mono = true}, 18);
    const double width = (panel.width - column_gap) / 2;
    y = facts.end() + 10;
    const double height = panel.bottom() - y;
    draw_paragraph(sheet, {panel.x, y, width, height}, Text::what_title,
                   say.what() + " " + say.outside_note(), 9.5);
    draw_paragraph(sheet, {panel.x + width + column_gap, y, width, height}, Text::found_title,
                   say.found(), 9.5);
}

void draw_words_panel(const Sheet& sheet, const Box& panel) {
    Canvas& canvas = sheet.canvas;
    double y = panel.y + 4;
    canvas.text({panel.x, y, panel.width, 11}, sheet.say.plain(Text::fold_first),
                {.size = fold_note_size, .one_line = true});
    y += 16;
    canvas.text({panel.x, y, 90, 15}, sheet.say.plain(Text::words_title),
                {.size = 11, .bold = true, .one_line = true});
    canvas.text({panel.x + 90, y + 2, panel.width - 90, 12}, sheet.say.plain(Text::words_note),
                {.size = 9, .one_line = true});
    y += 17;
    draw_words(sheet, {panel.x, y, panel.width, panel.bottom() - 6 - y});
}

void draw_code_panel(const Sheet& sheet, const Box& panel) {
    const Sentences& say = sheet.say;
    sheet.canvas.text({panel.x, panel.y + 4, panel.width, 11}, say.plain(Text::fold_second),
                      {.size = fold_note_size, .one_line = true});
    const double y = panel.y + 18;
    draw_code(sheet, panel.x, y, Side::left);
    const double x = panel.x + code_room + column_gap;
    const double width = panel.right() - x;
    Facts facts(sheet, {x, y + 4, width, 120});
    facts.add(Text::card, say.number(), {.size = 10, .least = 7, .bold = true}, 26);
    facts.add(Text::made, say.made(), {.size = 9, .one_line = true}, 13);
    facts.add(Text::ledger, say.ledger(), {.size = 9, .one_line = true}, 13);
    facts.add(Text::recipient, sheet.card.recipient, {.size = 8, .mono = true}, 22);
    facts.add(Text::opens_with, say.opens_with(), {.size = 9.5, .least = 6}, facts.left());
    const Box rest{x, facts.end() + 4, width, panel.bottom() - facts.end() - 4};
    const double end = draw_paragraph(sheet, {rest.x, rest.y, rest.width, rest.height * 0.62},
                                      Text::do_title, say.what_to_do(), 8.5);
    draw_paragraph(sheet, {rest.x, end + 5, rest.width, std::max(0.0, rest.bottom() - end - 5)},
                   Text::without_title, say.plain(Text::without), 8.5);
}

}  // namespace

void draw_folded(const Sheet& sheet) {
    const double third = sheet.page.height / 3;
    const double width = sheet.page.width - 2 * side_margin;
    for (const double y : {third, 2 * third})
        sheet.canvas.line(0, y, sheet.page.width, y, 0.5, true);
    draw_outside(sheet, {side_margin, panel_margin + 8, width, third - 8 - 2 * panel_margin + 10});
    draw_words_panel(sheet, {side_margin, third, width, third});
    draw_code_panel(sheet, {side_margin, 2 * third, width, third - panel_margin});
}

}  // namespace breakglass::page
