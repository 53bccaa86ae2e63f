#include <algorithm>

#include <breakglass/ground/stream.h>

namespace breakglass {

Result<std::size_t> read_fully(ByteSource& source, std::span<std::uint8_t> into) {
    std::size_t filled = 0;
    while (filled < into.size()) {
        auto got = source.read(into.subspan(filled));
        if (!got) return std::move(got).error();
        if (*got == 0) break;
        filled += *got;
    }
    return filled;
}

Result<std::size_t> MemorySource::read(std::span<std::uint8_t> into) {
    const std::size_t count = std::min(into.size(), rest_.size());
    std::copy_n(rest_.begin(), count, into.begin());
    rest_ = rest_.subspan(count);
    return count;
}

Status MemorySink::write(ByteView bytes) {
    append(bytes_, bytes);
    return {};
}

}  // namespace breakglass
