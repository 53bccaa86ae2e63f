#pragma once
// Policies to start from.

#include <string_view>
#include <vector>

#include <breakglass/ground/bytes.h>
#include <breakglass/ground/result.h>

namespace breakglass::escrow {

/// The names of the built-in policies, sorted.
std::vector<std::string_view> template_names();

/// The bytes of a built-in policy, as they stand in examples/policies/.
/// Errors: usage (ESCROW-TEMPLATE) naming the ones there are.
Result<ByteView> policy_template(std::string_view name);

}  // namespace breakglass::escrow
