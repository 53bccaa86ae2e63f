// Ledger entries: what parses is exactly what is written.

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include <breakglass/records/ledger_entry.h>

using namespace breakglass;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView line(data, size);
    const auto entry = records::parse_entry(line);
    if (!entry) return 0;
    if (!std::ranges::equal(records::encode_entry(*entry), line)) __builtin_trap();
    return 0;
}
