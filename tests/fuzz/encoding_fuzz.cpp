// Whatever the text: what decodes encodes to the same text, and the readers of secrets agree with
// the readers of public text.

#include <cstdlib>

#include <breakglass/encoding/base64.h>
#include <breakglass/encoding/bech32.h>
#include <breakglass/encoding/hex.h>

using namespace breakglass;
using namespace breakglass::encoding;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView bytes{data, size};
    const std::string_view text = as_text(bytes);
    const auto bech32 = from_bech32(text);
    if (bech32) {
        if (to_bech32(bech32->prefix, bech32->data) != text) std::abort();
        const auto secret = secret_from_bech32(bech32->prefix, bytes);
        // a prefix without letters leaves the case of a secret open
        if (secret && !equal_constant_time(secret->expose(), bech32->data)) std::abort();
    }
    const auto base64 = from_base64(text);
    if (base64 && to_base64(*base64) != text) std::abort();
    const auto padded = from_base64_padded(text);
    if (padded && to_base64_padded(*padded) != text) std::abort();
    if (padded.has_value() != secret_from_base64_padded(bytes).has_value()) std::abort();
    const auto hex = from_hex(text);
    if (hex && to_hex(*hex) != text) std::abort();
    if (hex.has_value() != secret_from_hex(bytes).has_value()) std::abort();
    return 0;
}
