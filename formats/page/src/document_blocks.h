#pragma once
// The items of a document as blocks with a height, and which of them stay together on a page.

#include "canvas.h"

#include <vector>

#include <breakglass/page/document.h>

namespace breakglass::page {

/// Items that are drawn as one: mostly one; a row of numbered ones.
struct Block {
    std::size_t first = 0;
    std::size_t count = 1;
    double height = 0;   // with the space above it
    bool glued = false;  // stays on the page of the next block
};

class BlockPainter {
  public:
    /// column: the width between the margins, and where it begins.
    BlockPainter(Canvas& canvas, const std::vector<Item>& items, Box column)
        : canvas_(canvas), items_(items), column_(column) {}

    std::vector<Block> blocks();
    /// Draws a block with its upper edge at y.
    void draw(const Block& block, double y);

  private:
    double height_of(const Item& item);
    bool glued(std::size_t index) const;
    void draw(const Item& item, double y, double height);
    void draw_row(const Block& block, double y);
    void draw_boxes(const Item& item, double y);
    double write(double x, double y, double width, const std::string& text,
                 const struct Style& style);

    Canvas& canvas_;
    const std::vector<Item>& items_;
    Box column_;
};

}  // namespace breakglass::page
