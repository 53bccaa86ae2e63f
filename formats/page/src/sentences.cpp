#include "sentences.h"

#include <algorithm>

#include <fmt/format.h>

namespace breakglass::page {

namespace {

constexpr std::size_t most_lines = 4;  // more groups than this share a paragraph

template <typename... Facts>
std::string fill(Text text, Language language, const Facts&... facts) {
    return fmt::format(fmt::runtime(text_of(text, language)), facts...);
}

}  // namespace

std::string isolated(std::string_view name) {
    const bool ascii =
        std::ranges::all_of(name, [](char letter) { return letter >= 0x20 && letter < 0x7f; });
    if (ascii) return std::string(name);
    return "\u2068" + std::string(name) + "\u2069";  // first strong isolate, pop isolate
}

std::string Sentences::title() const {
    return plain(card_.practice ? Text::practice_title : Text::title);
}

std::string Sentences::title_note() const {
    return plain(card_.practice ? Text::practice_note : Text::title_note);
}

std::string Sentences::number() const {
    const Group& group = card_.groups[card_.group];
    return fill(group.threshold == 1 ? Text::copy_of : Text::number_of, language_, card_.number,
                group.cards, isolated(group.name));
}

std::string Sentences::opens_with() const {
    std::string lines;
    if (card_.groups.size() > 1) {
        lines =
            card_.groups_required == card_.groups.size()
                ? fill(Text::all_groups, language_, card_.groups.size())
                : fill(Text::some_groups, language_, card_.groups_required, card_.groups.size());
    }
    if (card_.groups.size() > most_lines) {
        const char* between = " ";
        for (const Group& group : card_.groups) {
            lines += between + fill(Text::group_in_short, language_, group.threshold, group.cards,
                                    isolated(group.name));
            between = ", ";
        }
        return lines;
    }
    for (const Group& group : card_.groups) {
        if (!lines.empty()) lines += "\n";
        lines += group.threshold == 1 ? fill(Text::any_copy, language_, isolated(group.name))
                                      : fill(Text::any_of_group, language_, group.threshold,
                                             group.cards, isolated(group.name));
    }
    return lines;
}

std::string Sentences::ledger() const {
    if (card_.ledger_root.size() < 16) return "-";
    const std::string root = card_.ledger_root.substr(0, 4) + " " + card_.ledger_root.substr(4, 4) +
                             " " + card_.ledger_root.substr(8, 4) + " " +
                             card_.ledger_root.substr(12, 4);
    return fill(Text::ledger_head, language_, card_.ledger_size, root);
}

std::string Sentences::made() const {
    constexpr std::size_t day = 10;     // "2031-03-02"
    constexpr std::size_t minute = 16;  // "2031-03-02T04:05"
    if (card_.made_at.size() < minute) return card_.made_at;
    return card_.made_at.substr(0, day) + " " + card_.made_at.substr(day + 1, minute - day - 1) +
           " UTC";
}

std::string Sentences::escrow() const {
    if (card_.purpose.empty()) return isolated(card_.escrow);
    return isolated(card_.escrow) + ": " + isolated(card_.purpose);
}

bool Sentences::opens_alone() const {
    return card_.groups_required == 1 && card_.groups[card_.group].threshold == 1;
}

std::string Sentences::what() const {
    if (card_.practice) return fill(Text::what_practice, language_, isolated(card_.escrow));
    return fill(Text::what, language_, isolated(card_.escrow)) + " " +
           plain(opens_alone() ? Text::opens_alone : Text::opens_nothing_alone);
}

std::string Sentences::call() const {
    if (card_.phone.empty()) return isolated(card_.owner);
    return isolated(card_.owner) + "\n" + isolated(card_.phone);
}

std::string Sentences::what_to_do() const {
    if (card_.practice) return plain(Text::do_practice);
    return fill(Text::what_to_do, language_, isolated(card_.owner));
}

std::string Sentences::found() const {
    return fill(Text::found, language_, call());
}

std::string Sentences::outside_note() const {
    return fill(Text::outside_note, language_, isolated(card_.owner));
}

}  // namespace breakglass::page
