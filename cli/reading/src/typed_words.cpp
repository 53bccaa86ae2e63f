#include "typed_words.h"

#include <algorithm>

#include <breakglass/ground/check.h>

namespace breakglass::reading {

namespace {

bool separates(std::uint8_t byte) {
    return byte == ' ' || byte == '\t' || byte == ',' || byte == '.' || byte == ')' ||
           (byte >= '0' && byte <= '9');
}

}  // namespace

void TypedWords::set(std::size_t position, ByteView token) {
    check(position < needed && !token.empty() && token.size() <= longest_token,
          "a typed word without a place");
    std::copy(token.begin(), token.end(),
              slots_.expose_mut().begin() + static_cast<std::ptrdiff_t>(position * longest_token));
    lengths_[position] = token.size();
}

void TypedWords::add(ByteView token) {
    check(count_ < needed, "more words than a card has");
    set(count_, token);
    ++count_;
}

void TypedWords::remove_last() {
    if (count_ > 0) --count_;
}

ByteView TypedWords::word(std::size_t position) const {
    check(position < count_, "a word that was not typed");
    return slots_.expose().subspan(position * longest_token, lengths_[position]);
}

SecretBytes TypedWords::text() const {
    SecretBytes all(needed * (longest_token + 1));
    std::size_t size = 0;
    for (std::size_t i = 0; i < count_; ++i) {
        if (i > 0) all.expose_mut()[size++] = ' ';
        const ByteView token = word(i);
        std::copy(token.begin(), token.end(),
                  all.expose_mut().begin() + static_cast<std::ptrdiff_t>(size));
        size += token.size();
    }
    all.shrink(size);
    return all;
}

ByteView next_token(ByteView& line) {
    const auto start = std::find_if_not(line.begin(), line.end(), separates);
    const auto end = std::find_if(start, line.end(), separates);
    const ByteView token(start, end);
    line = ByteView(end, line.end());
    return token;
}

}  // namespace breakglass::reading
