#pragma once
// Whether two PKCS#11 URIs may name one token.

#include <string_view>

namespace breakglass::reach {

/// True when both texts are PKCS#11 URIs that name one token: they agree on its label or its
/// serial number, and contradict each other in none of label, serial, manufacturer and model.
/// What only one of them says is no contradiction. Percent-encoding is read.
/// Source: RFC 7512, 2.3 (path attributes), 2.6 (comparison).
bool same_token(std::string_view one, std::string_view other);

}  // namespace breakglass::reach
