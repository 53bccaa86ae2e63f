#pragma once
// A person's public SSH key as the policy holds it.

#include <string>
#include <string_view>

#include <breakglass/ground/result.h>

namespace breakglass::policy {

/// Reads "KIND BASE64 [comment]" of a kind whose signatures can be verified (docs/formats/
/// signature.md), and gives it back without the comment, so that one key has one spelling.
/// Errors: usage (POLICY-SSH-KEY) saying what is wrong with the key.
Result<std::string> parse_ssh_key(std::string_view text);

}  // namespace breakglass::policy
