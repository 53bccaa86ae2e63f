// Receipts: what parses comes back from its own line.

#include <cstddef>
#include <cstdint>

#include <breakglass/records/receipt.h>

using namespace breakglass;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto receipt = records::parse_receipt(ByteView(data, size));
    if (!receipt) return 0;
    const auto again = records::parse_receipt(as_bytes(records::encode_receipt(*receipt)));
    if (!again || !(*again == *receipt)) __builtin_trap();
    return 0;
}
