#pragma once
// The tables. docs/formats/catalog.md explains them; both change together, with a new version.

namespace breakglass::catalog {

inline constexpr int schema_version = 1;
inline constexpr int application_id = 0x62676b63;  // "bgkc"

extern const char* const schema;

}  // namespace breakglass::catalog
