#include "header_bytes.h"

#include <algorithm>

namespace breakglass::catalog {

namespace {
constexpr std::uint8_t filler = '0';
}

HeaderHead split_head(ByteView head) {
    std::size_t best_start = 0;
    std::size_t best_length = 0;
    std::size_t start = 0;
    for (std::size_t i = 0; i <= head.size(); ++i) {
        if (i < head.size() && head[i] == filler) continue;
        if (i - start > best_length) {
            best_start = start;
            best_length = i - start;
        }
        start = i + 1;
    }
    return {.before = head.first(best_start),
            .zeros = best_length,
            .after = head.subspan(best_start + best_length)};
}

Bytes join_header(const HeaderHead& head, ByteView tail) {
    Bytes header;
    header.reserve(head.before.size() + head.zeros + head.after.size() + tail.size());
    append(header, head.before);
    header.insert(header.end(), head.zeros, filler);
    append(header, head.after);
    append(header, tail);
    return header;
}

bool is_same_head(const HeaderHead& stored, ByteView head) {
    const HeaderHead given = split_head(head);
    return given.zeros == stored.zeros && std::ranges::equal(given.before, stored.before) &&
           std::ranges::equal(given.after, stored.after);
}

}  // namespace breakglass::catalog
