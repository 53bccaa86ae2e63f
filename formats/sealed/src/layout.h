#pragma once
// The stanzas of a sealed backup's header and their sizes. A stanza without a body takes its line
// "-> type argument\n" and an empty line.
// Source: docs/formats/sealed-backup.md, "Layout".

#include "description_box.h"

#include <cstddef>
#include <string_view>

#include <breakglass/sealed/header.h>

namespace breakglass::sealed {

inline constexpr std::string_view version_line = "age-encryption.org/v1\n";
inline constexpr std::string_view description_type = "breakglass.description";
inline constexpr std::string_view fill_type = "breakglass.fill";
inline constexpr std::string_view keys_type = "breakglass.keys";
inline constexpr std::string_view pad_type = "breakglass.pad";
inline constexpr std::string_view any_type_of_ours = "-> breakglass.";

/// Bytes of a stanza with an empty body and arguments of these many characters, spaces counted.
constexpr std::size_t bare_stanza_bytes(std::string_view type, std::size_t arguments) {
    return 3 + type.size() + (arguments == 0 ? 0 : 1 + arguments) + 2;
}

constexpr std::size_t unpadded_base64_size(std::size_t bytes) {
    return (bytes * 8 + 5) / 6;
}

inline constexpr std::size_t fill_characters =
    fixed_bytes - version_line.size() -
    bare_stanza_bytes(description_type, unpadded_base64_size(description_box_bytes)) -
    bare_stanza_bytes(fill_type, 1) + 1;
static_assert(fill_characters == 2126);

inline constexpr std::size_t mac_line_bytes = 4 + 43 + 1;
inline constexpr std::size_t wrapped_key_bytes = 32;  // a body: the DEK and its tag

}  // namespace breakglass::sealed
