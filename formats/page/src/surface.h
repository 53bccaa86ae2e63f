#pragma once
// Where a page is drawn: a PDF, an SVG or a picture of 300 dots per inch.

#include "canvas.h"

#include <functional>

#include <breakglass/ground/result.h>
#include <breakglass/ground/secret_bytes.h>
#include <breakglass/page/card_page.h>

namespace breakglass::page {

/// The whole sheet.
Box sheet(Paper paper);

/// What a PDF says about itself; nothing secret.
struct Metadata {
    std::string title;
    std::string made_at;  // RFC 3339: the only date in the file
};

/// A file with what draw draws. Errors: failed (PAGE-DRAW).
Result<SecretBytes> make_file(const Look& look, const Metadata& metadata,
                              const std::function<void(cairo_surface_t*)>& draw);

}  // namespace breakglass::page
