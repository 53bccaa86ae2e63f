#pragma once
// What the looks look at: /proc, /sys and what this process knows of itself.

#include <cstddef>
#include <cstdint>
#include <string>

namespace breakglass::host {

struct Machine {
    std::string root;  // stands before /proc, /sys and the swap files; tests have one of their own
    bool arena_locked = false;
    int arena_lock_errno = 0;
    std::size_t arena_bytes = 0;
    std::uintptr_t arena_address = 0;  // of some secret in it
    std::uint64_t core_limit = 0;      // RLIMIT_CORE, the hard one
    int dumpable = 1;                  // PR_GET_DUMPABLE
    bool entropy_ready = false;
};

/// This machine and this process, as they are now.
Machine this_machine();

}  // namespace breakglass::host
