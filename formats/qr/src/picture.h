#pragma once
// A cairo picture that is wiped before it is given back.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include <cairo.h>

#include <breakglass/ground/result.h>

namespace breakglass::qr {

class Picture {
  public:
    /// Takes the surface, which may be in an error state: look at status() first.
    explicit Picture(cairo_surface_t* surface) : surface_(surface) {}
    ~Picture();
    Picture(const Picture&) = delete;
    Picture& operator=(const Picture&) = delete;

    cairo_status_t status() const { return cairo_surface_status(surface_); }
    cairo_surface_t* surface() const { return surface_; }
    std::size_t width() const;
    std::size_t height() const;
    /// The pixels of one row, padding and all.
    std::span<std::uint8_t> row(std::size_t number) const;

  private:
    cairo_surface_t* surface_;
};

Error bad_picture(const std::string& why);

}  // namespace breakglass::qr
