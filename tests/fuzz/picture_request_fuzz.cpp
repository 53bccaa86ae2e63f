// What a parent asks the picture child: fields of a card. What parses is a card that can be drawn
// and says the same again.

#include "page_request.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

using namespace breakglass;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto request = picture::parse_page_request(ByteView(data, size));
    if (!request) return 0;
    if (!page::check_card(request->card)) __builtin_trap();
    const SecretBytes again = picture::encode_page_request(*request);
    if (!std::ranges::equal(again.expose(), ByteView(data, size))) __builtin_trap();
    return 0;
}
