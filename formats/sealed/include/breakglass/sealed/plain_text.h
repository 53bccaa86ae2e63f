#pragma once
// Which texts may stand in a description, a record or on a screen.

#include <string>
#include <string_view>

#include <breakglass/ground/result.h>

namespace breakglass::sealed {

/// Refuses a text that is not one plain line (text::is_plain_line), is empty (unless it may be), or
/// is longer than most bytes.
/// what: how the message names it, "label". Errors: usage (BACKUP-TEXT) naming the limit.
Status check_plain_text(std::string_view content, std::string_view what, std::size_t most,
                        bool may_be_empty = false);

}  // namespace breakglass::sealed
