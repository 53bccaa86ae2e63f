#include <optional>

#include <breakglass/reading/reading.h>

namespace breakglass::reading {

namespace {

constexpr std::string_view holder_label = "  holder      ";  // as a card's text prints it

}  // namespace

std::string stated_holder(ByteView text) {
    std::string_view rest = as_text(text);
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        std::string_view line = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
        if (line.substr(0, holder_label.size()) == holder_label)
            return std::string(line.substr(holder_label.size()));
    }
    return {};
}

Result<std::size_t> position_of(const records::Manifest& manifest,
                                const gathering::AcceptedCard& card, const std::string& holder,
                                const std::string& source) {
    const records::Group& group = manifest.groups[card.group];
    std::string holders;
    std::optional<std::size_t> only;
    std::size_t count = 0;
    for (std::size_t position = 0; position < group.members.size(); ++position) {
        const records::Member& member = group.members[position];
        if (member.index != card.member) continue;
        if (member.holder == holder) return position;
        holders += (holders.empty() ? "" : ", ") + member.holder;
        only = position;
        ++count;
    }
    if (!holder.empty()) {
        return Error{ErrorKind::unverified, "CARD-HOLDER",
                     "\"" + source + "\" is said to be the card of " + holder +
                         ", but its words are those of " + holders + " (" + group.name + " " +
                         std::to_string(card.member + 1) + ")",
                     "two cards were mixed up: hand each to the holder it names, then read both"};
    }
    if (count > 1) {
        return Error{ErrorKind::unverified, "CARD-HOLDER-UNSTATED",
                     "\"" + source + "\" carries words that " + holders + " hold copies of",
                     "say whose card it is: --holder PERSON"};
    }
    return *only;
}

}  // namespace breakglass::reading
