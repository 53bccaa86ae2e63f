#pragma once
// The one locked arena behind SecretBytes. sodium_malloc ignores a failed lock; this does not.

#include <cstddef>

namespace breakglass {

struct ArenaReport {
    std::size_t reserved_bytes = 0;  // mapped for secrets so far
    std::size_t in_use_bytes = 0;    // held by living secrets
    bool locked = true;              // false once any part could not be locked into memory
    int lock_errno = 0;              // why, when it is not
};

/// What the arena knows of itself; maps and locks the first region when called before any secret.
ArenaReport secret_arena();

}  // namespace breakglass
