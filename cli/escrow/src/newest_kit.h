#pragma once
// newest.kit: when the escrow's newest kit was written, and which one it is.

#include <breakglass/escrow/kit.h>

namespace breakglass::escrow {

/// Nothing when the text is no note.
std::optional<KitNote> parse_kit_note(std::string_view text);

/// Remembers a kit, durably. Errors: failed.
Status remember_kit(const Directory& escrow, const KitNote& note);

}  // namespace breakglass::escrow
