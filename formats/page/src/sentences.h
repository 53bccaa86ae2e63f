#pragma once
// What a card says, put into words.

#include "texts.h"

#include <string>
#include <string_view>

#include <breakglass/page/card_page.h>

namespace breakglass::page {

/// The sentences of one card in one language.
class Sentences {
  public:
    Sentences(const Card& card, Language language) : card_(card), language_(language) {}

    std::string plain(Text text) const { return std::string(text_of(text, language_)); }
    std::string title() const;
    std::string title_note() const;
    std::string number() const;      // "number 2 of 5, group custodians"
    std::string opens_with() const;  // a line for each group
    std::string ledger() const;      // size and the first 16 digits of the root
    std::string escrow() const;      // name and purpose
    std::string made() const;        // to the minute
    std::string what() const;
    std::string what_to_do() const;
    std::string found() const;
    std::string outside_note() const;
    std::string call() const;  // owner, and the phone number below

  private:
    bool opens_alone() const;
    const Card& card_;
    Language language_;
};

/// A name inside a sentence: one that is not plain ASCII is set apart, so that a name written from
/// right to left does not turn the words around it (Unicode 15, UAX 9, isolates).
std::string isolated(std::string_view name);

}  // namespace breakglass::page
