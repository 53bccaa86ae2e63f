#include "document_blocks.h"

#include <algorithm>

namespace breakglass::page {

namespace {

constexpr std::size_t in_a_row = 4;
constexpr double tallest_above = 14;

constexpr double label_width = 112;  // beside it, a SHA-256 in hex takes one line of A4
constexpr double signer_width = 142;
constexpr double gap = 10;
constexpr double number_width = 26;
constexpr double indent = 18;
constexpr double tick_size = 8;
constexpr double box_height = 20;

constexpr Style heading_style{.size = 12, .bold = true};
constexpr Style body{.size = 9.5};
constexpr Style strong{.size = 9.5, .bold = true};
constexpr Style label_style{.size = 9, .grey = 0.25};
constexpr Style small{.size = 8};
constexpr Style typed{.size = 8.5, .mono = true};

double above(Mark mark) {
    switch (mark) {
        case Mark::heading:
            return 14;
        case Mark::step:
            return 9;
        case Mark::detail:
        case Mark::numbered:
            return 1.5;
        default:
            return 3.5;
    }
}

}  // namespace

bool BlockPainter::glued(std::size_t index) const {
    if (index + 1 >= items_.size()) return false;
    const Mark next = items_[index + 1].mark;
    switch (items_[index].mark) {
        case Mark::heading:
            return true;
        case Mark::fact:
            return next == Mark::detail;
        case Mark::step:
        case Mark::command:
        case Mark::fallback:
        case Mark::fill_in:
            return next == Mark::command || next == Mark::fallback || next == Mark::fill_in ||
                   next == Mark::boxes;
        default:
            return false;
    }
}

double BlockPainter::height_of(const Item& item) {
    const double width = column_.width;
    switch (item.mark) {
        case Mark::heading:
            return canvas_.height_of(width, item.text, heading_style) + 4;
        case Mark::fact:
            return std::max(canvas_.height_of(label_width, item.label, label_style),
                            canvas_.height_of(width - label_width - gap, item.text, body));
        case Mark::line:
            return canvas_.height_of(width, item.text, body);
        case Mark::detail:
            return canvas_.height_of(width - label_width - gap, item.text, small);
        case Mark::numbered:
            return canvas_.height_of(width, item.text, body);
        case Mark::tick:
            if (item.label.empty()) return canvas_.height_of(width - indent, item.text, body);
            return std::max(
                {tick_size, canvas_.height_of(label_width, item.label, body),
                 canvas_.height_of(width - indent - label_width - gap, item.text, body)});
        case Mark::step:
            return canvas_.height_of(width - number_width, item.text, strong);
        case Mark::command:
            return canvas_.height_of(width - number_width - indent, item.text, typed) + 4;
        case Mark::fallback:
            return canvas_.height_of(width - number_width, item.label + " " + item.text, small);
        case Mark::fill_in:
            return std::max(16.0, canvas_.height_of(width / 2, item.label, small));
        case Mark::boxes:
            return box_height + 2;
        case Mark::signature:
            return std::max(34.0, canvas_.height_of(signer_width, item.label, body) + 16);
    }
    stop_on_bug("an item of no kind", __FILE__, __LINE__);
}

std::vector<Block> BlockPainter::blocks() {
    std::vector<Block> blocks;
    for (std::size_t index = 0; index < items_.size();) {
        Block block{.first = index, .glued = glued(index)};
        // What is taller than a page is drawn smaller.
        block.height =
            std::min(above(items_[index].mark) + height_of(items_[index]), column_.height);
        if (items_[index].mark == Mark::numbered) {
            while (block.count < in_a_row && index + block.count < items_.size() &&
                   items_[index + block.count].mark == Mark::numbered)
                ++block.count;
        }
        index += block.count;
        blocks.push_back(block);
    }
    return blocks;
}

double BlockPainter::write(double x, double y, double width, const std::string& text,
                           const Style& style) {
    return canvas_.text({x, y, width, column_.height - tallest_above}, text, style);
}

void BlockPainter::draw(const Block& block, double y) {
    const Item& item = items_[block.first];
    const double top = y + above(item.mark);
    if (item.mark == Mark::numbered) return draw_row(block, top);
    draw(item, top, block.height - above(item.mark));
}

void BlockPainter::draw_row(const Block& block, double y) {
    const double width = column_.width / static_cast<double>(in_a_row);
    for (std::size_t i = 0; i < block.count; ++i) {
        const Item& item = items_[block.first + i];
        const double x = column_.x + width * static_cast<double>(i);
        write(x, y + 1, 20, item.label, {.size = 8, .grey = 0.25});
        write(x + 22, y, width - 24, item.text, strong);
    }
}

void BlockPainter::draw_boxes(const Item& item, double y) {
    constexpr double time_width = 74;
    constexpr double initials_width = 46;
    constexpr double words = 46;
    double x = column_.x + number_width;
    const auto word = [&](const std::string& text) {
        canvas_.text({x, y + 5, words, 12}, text, {.size = 8, .one_line = true});
        x += words + 2;
    };
    const auto box = [&](double width) {
        canvas_.frame({x, y, width, box_height}, 0.7);
        x += width + 8;
    };
    word(item.label);
    box(time_width);
    x += 12;
    word(item.text);
    box(initials_width);
    box(initials_width);
}

void BlockPainter::draw(const Item& item, double y, double height) {
    const double left = column_.x;
    const double width = column_.width;
    const double beside = left + label_width + gap;
    switch (item.mark) {
        case Mark::heading:
            write(left, y, width, item.text, heading_style);
            canvas_.line(left, y + height - 2, column_.right(), y + height - 2, 0.6);
            return;
        case Mark::fact:
            write(left, y, label_width, item.label, label_style);
            write(beside, y, width - label_width - gap, item.text, body);
            return;
        case Mark::line:
            write(left, y, width, item.text, body);
            return;
        case Mark::detail:
            write(beside, y, width - label_width - gap, item.text, small);
            return;
        case Mark::tick:
            canvas_.frame({left + 1, y + 2, tick_size, tick_size}, 0.7);
            if (item.label.empty()) {
                write(left + indent, y, width - indent, item.text, body);
                return;
            }
            write(left + indent, y, label_width, item.label, body);
            write(left + indent + label_width + gap, y, width - indent - label_width - gap,
                  item.text, body);
            return;
        case Mark::step:
            write(left, y, number_width, item.label, strong);
            write(left + number_width, y, width - number_width, item.text, strong);
            return;
        case Mark::command:
            canvas_.line(left + number_width + 8, y, left + number_width + 8, y + height, 1.2);
            write(left + number_width + indent, y + 2, width - number_width - indent, item.text,
                  typed);
            return;
        case Mark::fallback:
            write(left + number_width, y, width - number_width, item.label + " " + item.text,
                  small);
            return;
        case Mark::fill_in: {
            const double taken = write(left + number_width, y + 3, width / 2, item.label, small);
            canvas_.line(left + number_width + width / 2 + gap, y + 3 + taken, column_.right(),
                         y + 3 + taken, 0.5);
            return;
        }
        case Mark::boxes:
            draw_boxes(item, y);
            return;
        case Mark::signature: {
            const double line = left + signer_width + gap;
            write(left, y + 14, signer_width, item.label, body);
            canvas_.line(line, y + 26, line + 220, y + 26, 0.5);
            write(line, y + 27, 220, item.text, {.size = 6.5, .grey = 0.25});
            return;
        }
        case Mark::numbered:
            break;
    }
    stop_on_bug("an item that is drawn in a row", __FILE__, __LINE__);
}

}  // namespace breakglass::page
