#pragma once
// The parts that both layouts of a card are put together from.

#include "canvas.h"
#include "sentences.h"

#include <string>

#include <breakglass/page/card_page.h>
#include <breakglass/qr/qr.h>

namespace breakglass::page {

inline constexpr double side_margin = 42.5;  // 15 mm: every printer reaches this far
inline constexpr double column_gap = 14;
inline constexpr double code_room = 206;  // a side of the square for the QR code

/// All that is drawn, and what it is drawn on.
struct Sheet {
    Canvas& canvas;
    const Card& card;
    const Sentences& say;
    const SecretBytes& words;
    const qr::Modules& code;
    Box page;
};

/// Title, what it is for, and a rule; on a practice card also a badge. Returns where it ends.
double draw_header(const Sheet& sheet, const Box& box);

/// "label  value", one below the other: each may take what is left of the box.
class Facts {
  public:
    Facts(const Sheet& sheet, const Box& box) : sheet_(sheet), rest_(box) {}
    /// most: the height that this value may take.
    void add(Text label, const std::string& value, const Style& style, double most);
    double end() const { return rest_.y; }
    double left() const { return rest_.height; }

  private:
    const Sheet& sheet_;
    Box rest_;
};

/// The holder's name, and the id below it; the id alone where there is no name or no font has it.
void add_holder(const Sheet& sheet, Facts& facts, double size);

/// Three numbered words a row, read from left to right.
void draw_words(const Sheet& sheet, const Box& box);

/// The QR code on white paper, in a square of code_room; its quiet zone reaches into the margin on
/// that side of the page where it stands.
enum class Side { left, right };
void draw_code(const Sheet& sheet, double x, double y, Side side);

/// A small heading and a text below it. Returns where it ends.
double draw_paragraph(const Sheet& sheet, const Box& box, Text heading, const std::string& text,
                      double size);

/// The two layouts.
void draw_plain(const Sheet& sheet);
void draw_folded(const Sheet& sheet);

}  // namespace breakglass::page
