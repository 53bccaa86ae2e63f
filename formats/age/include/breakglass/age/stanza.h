#pragma once
// One recipient stanza of an age header: "-> type argument ...", then a Base64 body.

#include <string>
#include <vector>

#include <breakglass/ground/bytes.h>

namespace breakglass::age {

struct Stanza {
    std::string type;                    // printable ASCII, 1 character or more
    std::vector<std::string> arguments;  // the same
    Bytes body;
    bool operator==(const Stanza&) const = default;
};

/// Bytes of the file key, which breakglass calls the DEK.
inline constexpr std::size_t file_key_bytes = 16;

}  // namespace breakglass::age
