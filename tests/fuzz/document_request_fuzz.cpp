// What a parent asks the picture child: lines of a document. What parses is a document that can be
// drawn and says the same again.

#include "document_request.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

using namespace breakglass;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto document = picture::parse_document_request(ByteView(data, size));
    if (!document) return 0;
    if (!page::check_document(*document)) __builtin_trap();
    const Bytes again = picture::encode_document_request(*document);
    if (!std::ranges::equal(again, ByteView(data, size))) __builtin_trap();
    return 0;
}
