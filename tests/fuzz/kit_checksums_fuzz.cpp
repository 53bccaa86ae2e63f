#include "checksums.h"

#include <cstdint>
#include <cstdlib>

// Whatever the bytes: a refusal, or paths inside a kit that encode to the same bytes again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const breakglass::Bytes bytes(data, data + size);
    const auto parsed = breakglass::escrow::parse_checksums(bytes);
    if (parsed && breakglass::escrow::encode_checksums(*parsed) != bytes) abort();
    return 0;
}
