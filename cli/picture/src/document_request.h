#pragma once
// What the child is asked when it shall draw a document: lines of UTF-8, each ended by a newline.
//   document 1
//   <paper> <language>          single digits
//   title, foot, date, mark     a line each
//   <mark>TAB<label>TAB<text>   a line for each item
// No text in it holds a tab or a newline.

#include <breakglass/ground/bytes.h>
#include <breakglass/page/document.h>

namespace breakglass::picture {

inline constexpr std::size_t max_document_request_bytes = std::size_t{2} << 20U;

/// document: a sound one.
Bytes encode_document_request(const page::Document& document);

/// Errors: failed (PICTURE-REQUEST) for anything but one whole request; usage (PAGE-FACTS).
Result<page::Document> parse_document_request(ByteView bytes);

}  // namespace breakglass::picture
