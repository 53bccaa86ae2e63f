#pragma once
// A SHA-256 hash as words that people read aloud to each other.
// Source: docs/formats/ceremony-record.md, "Words".

#include <string_view>
#include <vector>

#include <breakglass/ground/hash.h>

namespace breakglass::card {

/// 26 words of SLIP-39's list, ten bits each, the first bits first; the last four bits of the last
/// word are zero. They are public, and no share: a share has other lengths and a checksum.
std::vector<std::string_view> spoken_hash(const Hash256& hash);

}  // namespace breakglass::card
