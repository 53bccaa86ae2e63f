#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

#include <breakglass/text/person_name.h>
#include <breakglass/text/plain.h>

namespace breakglass::text {

namespace {

constexpr char32_t non_joiner = 0x200c;
constexpr char32_t joiner = 0x200d;

struct Range {
    char32_t first;
    char32_t last;
};

// Canonical combining class 9: kills a vowel, so that consonants join.
constexpr auto viramas = std::to_array<char32_t>(
    {0x094d,  0x09cd,  0x0a4d,  0x0acd,  0x0b4d,  0x0bcd,  0x0c4d,  0x0ccd,  0x0d3b,
     0x0d3c,  0x0d4d,  0x0dca,  0x0e3a,  0x0eba,  0x0f84,  0x1039,  0x103a,  0x1714,
     0x1715,  0x1734,  0x17d2,  0x1a60,  0x1b44,  0x1baa,  0x1bab,  0x1bf2,  0x1bf3,
     0x2d7f,  0xa806,  0xa82c,  0xa8c4,  0xa953,  0xa9c0,  0xaaf6,  0xabed,  0x10a3f,
     0x11046, 0x11070, 0x1107f, 0x110b9, 0x11133, 0x11134, 0x111c0, 0x11235, 0x112ea,
     0x1134d, 0x11442, 0x114c2, 0x115bf, 0x1163f, 0x116b6, 0x1172b, 0x11839, 0x1193d,
     0x1193e, 0x119e0, 0x11a34, 0x11a47, 0x11a99, 0x11c3f, 0x11d44, 0x11d45, 0x11d97});

// Joining_Type in the Arabic blocks of Unicode 14: Arabic has no letter that joins only leftwards.
constexpr auto dual_joining = std::to_array<Range>(
    {{0x0620, 0x0620}, {0x0626, 0x0626}, {0x0628, 0x0628}, {0x062a, 0x062e}, {0x0633, 0x063f},
     {0x0641, 0x0647}, {0x0649, 0x064a}, {0x066e, 0x066f}, {0x0678, 0x0687}, {0x069a, 0x06bf},
     {0x06c1, 0x06c2}, {0x06cc, 0x06cc}, {0x06ce, 0x06ce}, {0x06d0, 0x06d1}, {0x06fa, 0x06fc},
     {0x06ff, 0x06ff}, {0x0750, 0x0758}, {0x075c, 0x076a}, {0x076d, 0x0770}, {0x0772, 0x0772},
     {0x0775, 0x0777}, {0x077a, 0x077f}, {0x0886, 0x0886}, {0x0889, 0x088d}, {0x08a0, 0x08a9},
     {0x08af, 0x08b0}, {0x08b3, 0x08b8}, {0x08ba, 0x08c8}});

constexpr auto right_joining = std::to_array<Range>(
    {{0x0622, 0x0625}, {0x0627, 0x0627}, {0x0629, 0x0629}, {0x062f, 0x0632}, {0x0648, 0x0648},
     {0x0671, 0x0673}, {0x0675, 0x0677}, {0x0688, 0x0699}, {0x06c0, 0x06c0}, {0x06c3, 0x06cb},
     {0x06cd, 0x06cd}, {0x06cf, 0x06cf}, {0x06d2, 0x06d3}, {0x06d5, 0x06d5}, {0x06ee, 0x06ef},
     {0x0759, 0x075b}, {0x076b, 0x076c}, {0x0771, 0x0771}, {0x0773, 0x0774}, {0x0778, 0x0779},
     {0x0870, 0x0882}, {0x088e, 0x088e}, {0x08aa, 0x08ac}, {0x08ae, 0x08ae}, {0x08b1, 0x08b2},
     {0x08b9, 0x08b9}});

// Marks on a letter, which do not change what it joins.
constexpr auto transparent = std::to_array<Range>({{0x0610, 0x061a},
                                                   {0x064b, 0x065f},
                                                   {0x0670, 0x0670},
                                                   {0x06d6, 0x06dc},
                                                   {0x06df, 0x06e4},
                                                   {0x06e7, 0x06e8},
                                                   {0x06ea, 0x06ed},
                                                   {0x0898, 0x089f},
                                                   {0x08ca, 0x08e1},
                                                   {0x08e3, 0x08ff}});

template <std::size_t Size>
bool holds(const std::array<Range, Size>& ranges, char32_t code) {
    return std::ranges::any_of(
        ranges, [code](const Range& range) { return code >= range.first && code <= range.last; });
}

bool is_mark(char32_t code) {
    return holds(transparent, code);
}

bool parts_joining_letters(const std::vector<char32_t>& codes, std::size_t at) {
    std::size_t before = at;
    while (before > 0 && is_mark(codes[before - 1]))
        --before;
    std::size_t behind = at + 1;
    while (behind < codes.size() && is_mark(codes[behind]))
        ++behind;
    return before > 0 && behind < codes.size() && holds(dual_joining, codes[before - 1]) &&
           (holds(dual_joining, codes[behind]) || holds(right_joining, codes[behind]));
}

bool may_stand(const std::vector<char32_t>& codes, std::size_t at) {
    if (at > 0 && std::ranges::find(viramas, codes[at - 1]) != viramas.end()) return true;
    return codes[at] == non_joiner && parts_joining_letters(codes, at);
}

}  // namespace

bool is_line_with_names(std::string_view text) {
    if (is_plain_line(text)) return true;
    std::vector<char32_t> codes;
    while (!text.empty()) {
        const Character next = first_character(text);
        if (next.size == 0) return false;
        codes.push_back(next.code);
        text.remove_prefix(next.size);
    }
    for (std::size_t at = 0; at < codes.size(); ++at) {
        if (!misleads(codes[at])) continue;
        const bool joins = codes[at] == non_joiner || codes[at] == joiner;
        if (!joins || !may_stand(codes, at)) return false;
    }
    return true;
}

bool is_person_name(std::string_view text) {
    return !text.empty() && text.front() != ' ' && text.back() != ' ' && is_line_with_names(text);
}

}  // namespace breakglass::text
