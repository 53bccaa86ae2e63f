#include "base64.h"

#include <sodium.h>

#include <breakglass/ground/check.h>

namespace breakglass::signature {

std::optional<Bytes> decode_base64(std::string_view text) {
    Bytes bytes(text.size() / 4 * 3);
    std::size_t size = 0;
    const char* end = nullptr;
    if (text.empty()) return bytes;
    if (sodium_base642bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &size,
                          &end, sodium_base64_VARIANT_ORIGINAL) != 0 ||
        end != text.data() + text.size()) {
        return std::nullopt;
    }
    bytes.resize(size);
    return bytes;
}

std::string encode_base64(ByteView bytes) {
    std::string text(sodium_base64_ENCODED_LEN(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(),
                      sodium_base64_VARIANT_ORIGINAL);
    text.pop_back();  // libsodium counts the final NUL
    return text;
}

}  // namespace breakglass::signature
