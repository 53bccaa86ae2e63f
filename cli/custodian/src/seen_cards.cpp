#include <algorithm>
#include <charconv>
#include <optional>

#include <fmt/format.h>

#include <breakglass/custodian/seen_cards.h>

namespace breakglass::custodian {

namespace {

constexpr std::size_t digits_of_set = 8;
constexpr std::size_t most_numbers = 16;  // SLIP-39: four bits

bool is_set_id(std::string_view text) {
    return text.size() == digits_of_set && std::ranges::all_of(text, [](char letter) {
               return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f');
           });
}

/// One spelling only: no sign, no leading zero.
std::optional<std::size_t> parse_number(std::string_view text) {
    std::size_t number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (fault != std::errc() || end != text.data() + text.size()) return std::nullopt;
    if (number >= most_numbers || (text.size() > 1 && text.front() == '0')) return std::nullopt;
    return number;
}

std::optional<SeenCard> parse_line(std::string_view line) {
    const std::size_t first = line.find(' ');
    if (first == std::string_view::npos) return std::nullopt;
    const std::size_t second = line.find(' ', first + 1);
    if (second == std::string_view::npos) return std::nullopt;
    const auto group = parse_number(line.substr(first + 1, second - first - 1));
    const auto member = parse_number(line.substr(second + 1));
    if (!is_set_id(line.substr(0, first)) || !group || !member) return std::nullopt;
    return SeenCard{std::string(line.substr(0, first)), *group, *member};
}

}  // namespace

Result<std::vector<SeenCard>> parse_seen(ByteView text) {
    std::vector<SeenCard> cards;
    std::string_view rest = as_text(text);
    for (std::size_t number = 1; !rest.empty(); ++number) {
        const std::size_t newline = rest.find('\n');
        auto card =
            newline == std::string_view::npos ? std::nullopt : parse_line(rest.substr(0, newline));
        if (!card) {
            return Error{ErrorKind::unverified, "CHECK-NOTE-MALFORMED",
                         fmt::format("line {} of the note of checked cards is not: set, group, "
                                     "member",
                                     number),
                         "look at the file; check the card on another machine meanwhile"};
        }
        cards.push_back(*std::move(card));
        rest.remove_prefix(newline + 1);
    }
    return cards;
}

std::string encode_seen(const std::vector<SeenCard>& cards) {
    std::string text;
    for (const SeenCard& card : cards)
        text += fmt::format("{} {} {}\n", card.set_id, card.group, card.member);
    return text;
}

std::size_t most_on_one_machine(std::size_t threshold) {
    return threshold > 3 ? threshold - 2 : 1;
}

Status add_seen(std::vector<SeenCard>& cards, const SeenCard& seen, std::size_t threshold,
                const std::string& group_name) {
    if (std::ranges::find(cards, seen) != cards.end()) return {};
    const auto here =
        static_cast<std::size_t>(std::ranges::count_if(cards, [&seen](const SeenCard& card) {
            return card.set_id == seen.set_id && card.group == seen.group;
        }));
    if (here >= most_on_one_machine(threshold)) {
        return Error{ErrorKind::unverified, "CHECK-TOO-MANY",
                     fmt::format("this machine has checked {} of group {} of set {} before; with "
                                 "this one it would have seen {}, and {} open the group",
                                 here == 1 ? "a card" : fmt::format("{} cards", here), group_name,
                                 seen.set_id, here + 1, threshold),
                     "check this card on its holder's own machine"};
    }
    cards.push_back(seen);
    return {};
}

}  // namespace breakglass::custodian
