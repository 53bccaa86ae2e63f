#pragma once
// How the command speaks to the operator: everything but results goes to standard error.

#include <string_view>

#include <breakglass/ground/result.h>

namespace breakglass::console {

/// "breakglass: error: ... [RULE-ID]", and "breakglass: hint: ..." below it.
void report(const Error& error);

/// "breakglass: warning: ...".
void warn(std::string_view message, std::string_view hint = {});

/// "breakglass: ...": one line of news that is not a result.
void note(std::string_view message);

}  // namespace breakglass::console
