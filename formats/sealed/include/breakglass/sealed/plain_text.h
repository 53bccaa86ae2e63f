#pragma once
// Which texts may stand in a description, a record or on a screen.

#include <string>
#include <string_view>

#include <breakglass/ground/result.h>

namespace breakglass::sealed {

/// Whether text is UTF-8 (RFC 3629) without control characters, line separators and characters
/// that turn the direction of what follows. Such a text prints as one line and shows what it is.
bool is_plain_text(std::string_view text);

/// Refuses a text that is not plain, is empty (unless it may be), or is longer than most bytes.
/// what: how the message names it, "label". Errors: usage (BACKUP-TEXT) naming the limit.
Status check_plain_text(std::string_view text, std::string_view what, std::size_t most,
                        bool may_be_empty = false);

}  // namespace breakglass::sealed
