// Stored manifests and backup records: what parses encodes to the same bytes again.

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include <breakglass/records/backup_record.h>
#include <breakglass/records/manifest.h>

using namespace breakglass;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView input(data, size);
    if (const auto manifest = records::parse_manifest(input)) {
        if (!std::ranges::equal(records::encode_manifest(*manifest), input)) __builtin_trap();
    }
    if (const auto record = records::parse_record(input)) {
        if (!std::ranges::equal(records::encode_record(*record), input)) __builtin_trap();
    }
    return 0;
}
