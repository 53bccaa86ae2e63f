// Whatever stands in the file of pins: pins that read back the same, or an error.

#include <breakglass/backup/pins.h>

using namespace breakglass;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto pins = backup::parse_pins({data, size});
    if (!pins) return 0;
    const std::string text = backup::encode_pins(*pins);
    const auto again = backup::parse_pins(as_bytes(text));
    check(again && *again == *pins, "pins that were read are written and read alike");
    return 0;
}
