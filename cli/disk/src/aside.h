#pragma once
// A file beside its future name: ".name.<random>.part", so that a rename stays in one directory.

#include <string>

#include <breakglass/disk/descriptor.h>

namespace breakglass::disk {

struct Aside {
    Descriptor descriptor;
    std::string path;
};

/// A new empty file of mode 0600 in the directory of path.
Result<Aside> open_aside(const std::string& path);

}  // namespace breakglass::disk
