#include "page_request.h"

#include "frame.h"

#include <array>
#include <optional>
#include <string>
#include <utility>

namespace breakglass::picture {

namespace {

constexpr std::string_view version = "page 1";
constexpr std::size_t before_groups = 16;  // version, three of numbers, ten texts, two secrets
constexpr std::size_t fields_of_a_group = 2;
constexpr std::size_t choice_bytes = 5;  // format, paper, layout, language, practice
constexpr std::size_t place_bytes = 3;   // groups required, group, number

Error no_request() {
    return Error{ErrorKind::failed, "PICTURE-REQUEST",
                 "the process that handles pictures was asked something that makes no sense", ""};
}

template <typename Enum>
std::uint8_t byte_of(Enum value) {
    return static_cast<std::uint8_t>(value);
}

/// The texts of a card in the order of the request.
template <typename AnyCard>
auto texts_of(AnyCard& card) {
    return std::to_array({&card.escrow, &card.purpose, &card.holder, &card.holder_name,
                          &card.set_id, &card.recipient, &card.made_at, &card.owner, &card.phone,
                          &card.ledger_root});
}

std::optional<page::Look> look_of(ByteView choice) {
    if (choice[0] > byte_of(page::Format::png) || choice[1] > byte_of(page::Paper::letter) ||
        choice[2] > byte_of(page::Layout::folded) || choice[3] > byte_of(page::Language::id))
        return std::nullopt;
    return page::Look{.format = static_cast<page::Format>(choice[0]),
                      .paper = static_cast<page::Paper>(choice[1]),
                      .layout = static_cast<page::Layout>(choice[2]),
                      .language = static_cast<page::Language>(choice[3])};
}

}  // namespace

SecretBytes encode_page_request(const PageRequest& request) {
    const page::Card& card = request.card;
    const Bytes choice = {byte_of(request.look.format), byte_of(request.look.paper),
                          byte_of(request.look.layout), byte_of(request.look.language),
                          static_cast<std::uint8_t>(card.practice ? 1 : 0)};
    const Bytes place = {card.groups_required, card.group, card.number};
    Bytes ledger_size;
    for (unsigned shift = 0; shift < 64; shift += 8)
        ledger_size.push_back(static_cast<std::uint8_t>((card.ledger_size >> shift) & 0xffU));
    std::vector<Bytes> group_numbers;
    for (const page::Group& group : card.groups)
        group_numbers.push_back(Bytes{group.threshold, group.cards});

    std::vector<ByteView> fields = {as_bytes(version), choice, place, ledger_size};
    for (const std::string* text : texts_of(card))
        fields.push_back(as_bytes(*text));
    fields.push_back(request.words.expose());
    fields.push_back(request.qr_text.expose());
    for (std::size_t at = 0; at < card.groups.size(); ++at) {
        fields.push_back(as_bytes(card.groups[at].name));
        fields.push_back(group_numbers[at]);
    }
    return join_fields(fields);
}

Result<PageRequest> parse_page_request(ByteView bytes) {
    const auto fields = split_fields(bytes);
    if (!fields || fields->size() < before_groups ||
        (fields->size() - before_groups) % fields_of_a_group != 0 ||
        as_text((*fields)[0]) != version || (*fields)[1].size() != choice_bytes ||
        (*fields)[2].size() != place_bytes || (*fields)[3].size() != 8 || (*fields)[1][4] > 1)
        return no_request();
    PageRequest request;
    page::Card& card = request.card;
    const auto look = look_of((*fields)[1]);
    if (!look) return no_request();
    request.look = *look;
    card.practice = (*fields)[1][4] == 1;
    card.groups_required = (*fields)[2][0];
    card.group = (*fields)[2][1];
    card.number = (*fields)[2][2];
    for (unsigned at = 0; at < 8; ++at)
        card.ledger_size |= std::uint64_t{(*fields)[3][at]} << (8 * at);
    std::size_t next = 4;
    for (std::string* text : texts_of(card))
        *text = std::string(as_text((*fields)[next++]));
    request.words = SecretBytes::copy_of((*fields)[next++]);
    request.qr_text = SecretBytes::copy_of((*fields)[next++]);
    for (; next < fields->size(); next += fields_of_a_group) {
        const ByteView numbers = (*fields)[next + 1];
        if (numbers.size() != 2) return no_request();
        card.groups.push_back(page::Group{.name = std::string(as_text((*fields)[next])),
                                          .threshold = numbers[0],
                                          .cards = numbers[1]});
    }
    if (Status sound = page::check_card(card); !sound) return std::move(sound).error();
    return request;
}

}  // namespace breakglass::picture
