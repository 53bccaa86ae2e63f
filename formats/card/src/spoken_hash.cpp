#include <breakglass/card/spoken_hash.h>
#include <breakglass/scheme/words.h>

namespace breakglass::card {

std::vector<std::string_view> spoken_hash(const Hash256& hash) {
    constexpr unsigned bits_a_word = 10;
    std::vector<std::string_view> words;
    unsigned waiting = 0;  // bits read and not yet spoken, the newest lowest
    unsigned count = 0;    // of them
    for (const std::uint8_t byte : hash) {
        waiting = waiting << 8U | byte;
        count += 8;
        if (count < bits_a_word) continue;
        count -= bits_a_word;
        words.push_back(slip39::word(waiting >> count));
        waiting &= (1U << count) - 1;
    }
    words.push_back(slip39::word(waiting << (bits_a_word - count)));
    return words;
}

}  // namespace breakglass::card
