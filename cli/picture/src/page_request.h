#pragma once
// What the child is asked when it shall draw a card: look, facts, words and the QR code's text.
//   fields as an answer has them (frame.h): a version, the look and the numbers as single bytes,
//   then texts. The order is that of encode_page_request; nothing is left out.

#include <breakglass/page/card_page.h>
#include <breakglass/picture/picture.h>

namespace breakglass::picture {

inline constexpr std::size_t max_page_request_bytes = std::size_t{64} * 1024;

SecretBytes encode_page_request(const PageRequest& request);

/// Errors: failed (PICTURE-REQUEST) for anything but one whole request; usage (PAGE-FACTS).
Result<PageRequest> parse_page_request(ByteView bytes);

}  // namespace breakglass::picture
