#pragma once
// Small files that breakglass keeps for one person on one machine, outside any escrow.

#include <string>

#include <breakglass/disk/descriptor.h>
#include <breakglass/ground/result.h>

namespace breakglass::disk {

enum class UserFiles {
    config,  // $XDG_CONFIG_HOME, or ~/.config
    state,   // $XDG_STATE_HOME, or ~/.local/state
};

/// The folder "breakglass" in that place; made when missing, with those above it.
/// Errors: usage (USER-NO-HOME when there is no home directory either); failed.
Result<std::string> user_directory(UserFiles kind);

/// Waits for the lock FILE.lock, made when missing (mode 0600): two commands that start together
/// must not each miss what the other writes. Held until it is destroyed. Errors: failed.
Result<Descriptor> lock_beside(const std::string& file);

}  // namespace breakglass::disk
