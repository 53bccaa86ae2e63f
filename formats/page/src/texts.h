#pragma once
// Every sentence that a page says, in every language, in one table.

#include <cstddef>
#include <string_view>

#include <breakglass/page/language.h>

namespace breakglass::page {

enum class Text {
    title,
    title_note,
    practice_title,
    practice_note,
    practice_code,
    holder,
    escrow,
    card,
    set,
    made,
    opens_with,
    ledger,
    recipient,
    id,
    number_of,
    copy_of,
    any_of_group,
    any_copy,
    all_groups,
    some_groups,
    group_in_short,
    ledger_head,
    words_title,
    words_note,
    what_title,
    what,
    what_practice,
    opens_alone,
    opens_nothing_alone,
    do_title,
    what_to_do,
    do_practice,
    found_title,
    found,
    without_title,
    without,
    fold_first,
    fold_second,
    outside_note,
    count,  // not a text
};

inline constexpr std::size_t text_count = static_cast<std::size_t>(Text::count);

/// A sentence with {} where facts go, as fmt takes it.
std::string_view text_of(Text text, Language language);

}  // namespace breakglass::page
