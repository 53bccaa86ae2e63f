#include "parts.h"
#include "surface.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include <breakglass/page/card_page.h>
#include <breakglass/text/person_name.h>
#include <breakglass/text/plain.h>

namespace breakglass::page {

namespace {

constexpr std::size_t longest_word = 8;  // of SLIP-39

Error bad_fact(const std::string& what) {
    return Error{ErrorKind::usage, "PAGE-FACTS", "a card cannot be drawn: " + what, ""};
}

Status check_text(const char* name, const std::string& text, bool needed) {
    if (text.empty() && needed) return bad_fact(fmt::format("its {} is empty", name));
    if (text.size() > max_fact_bytes || !text::is_plain_line(text)) {
        return bad_fact(fmt::format("its {} is not one line of plain text of at most {} bytes",
                                    name, max_fact_bytes));
    }
    return {};
}

Status check_groups(const Card& card) {
    if (card.groups.empty() || card.groups.size() > max_groups)
        return bad_fact(fmt::format("it names {} groups", card.groups.size()));
    for (const Group& group : card.groups) {
        if (Status sound = check_text("group", group.name, true); !sound) return sound;
        if (group.cards < 1 || group.cards > max_cards_of_a_group || group.threshold < 1 ||
            group.threshold > group.cards) {
            return bad_fact(
                fmt::format("it asks for {} of {} cards of a group", group.threshold, group.cards));
        }
    }
    if (card.groups_required < 1 || card.groups_required > card.groups.size() ||
        card.group >= card.groups.size() || card.number < 1 ||
        card.number > card.groups[card.group].cards)
        return bad_fact("its group or its number is not one of the set's");
    return {};
}

/// 33 words of letters, one blank between them.
bool are_words(ByteView words) {
    std::size_t count = 1;
    std::size_t letters = 0;
    bool sound = true;
    for (const std::uint8_t byte : words) {
        if (byte == ' ') {
            sound &= letters > 0;
            letters = 0;
            ++count;
            continue;
        }
        sound &= byte >= 'a' && byte <= 'z';
        ++letters;
        sound &= letters <= longest_word;
    }
    return sound && letters > 0 && count == words_on_a_card;
}

}  // namespace

Status check_card(const Card& card) {
    struct Named {
        const char* name;
        const std::string& text;
        bool needed;
    };
    const Named texts[] = {
        {"escrow", card.escrow, true},
        {"purpose", card.purpose, false},
        {"holder", card.holder, true},
        {"set id", card.set_id, true},
        {"recipient", card.recipient, true},
        {"date", card.made_at, true},
        {"owner", card.owner, true},
        {"phone number", card.phone, false},
        {"ledger root", card.ledger_root, false},
    };
    if (!card.holder_name.empty() &&
        (card.holder_name.size() > max_fact_bytes || !text::is_person_name(card.holder_name)))
        return bad_fact("its holder's name is too long or holds characters that mislead");
    for (const Named& named : texts)
        if (Status sound = check_text(named.name, named.text, named.needed); !sound) return sound;
    return check_groups(card);
}

Result<Page> draw_card(const Card& card, const SecretBytes& words, const SecretBytes& qr_text,
                       const Look& look) {
    if (Status sound = check_card(card); !sound) return std::move(sound).error();
    if (!are_words(words.expose())) {
        return Error{ErrorKind::usage, "PAGE-WORDS",
                     fmt::format("a card has {} lower-case words with one blank between them",
                                 words_on_a_card),
                     ""};
    }
    const auto code = qr::encode(qr_text);
    if (!code) return code.error();
    const Sentences say(card, look.language);
    Page page;
    auto file =
        make_file(look,
                  {.title = fmt::format("{} {}, {}", say.title(), card.set_id, say.number()),
                   .made_at = card.made_at},
                  [&](cairo_surface_t* surface) {
                      Canvas canvas(surface, look.language);
                      const Box paper = sheet(look.paper);
                      const Sheet all{canvas, card, say, words, *code, paper};
                      // a pixel more: a sheet is no whole number of pixels, and what is left over
                      // is black
                      canvas.white({0, 0, paper.width + 1, paper.height + 1});
                      if (card.practice) canvas.watermark(paper, "PRACTICE / LATIHAN");
                      if (look.layout == Layout::folded) {
                          draw_folded(all);
                      } else {
                          draw_plain(all);
                      }
                      page.undrawn_characters = canvas.undrawn_characters();
                  });
    if (!file) return std::move(file).error();
    page.bytes = *std::move(file);
    return page;
}

}  // namespace breakglass::page
