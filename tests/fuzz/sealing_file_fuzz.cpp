// Sealing files, with and without their signature: what parses comes back from its own text.

#include <cstddef>
#include <cstdint>

#include <breakglass/records/sealing_file.h>

using namespace breakglass;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView input(data, size);
    if (const auto file = records::parse_sealing_file(input)) {
        const auto body = records::parse_sealing_body(file->body);
        if (!body || !(*body == file->facts)) __builtin_trap();
    }
    const auto facts = records::parse_sealing_body(input);
    if (!facts) return 0;
    const auto again = records::parse_sealing_body(records::encode_sealing_body(*facts));
    if (!again || !(*again == *facts)) __builtin_trap();
    return 0;
}
