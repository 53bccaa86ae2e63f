#pragma once
// One command changes an escrow at a time; readers share.

#include <filesystem>

#include <breakglass/ground/result.h>

namespace breakglass::escrow {

enum class LockKind { shared, exclusive };

/// Holds flock(2) on the escrow's file "lock" until it is destroyed. The kernel lets go of it when
/// the process ends, however it ends: there is no stale lock to clean up.
class Lock {
  public:
    /// Does not wait. Errors: failed (ESCROW-BUSY) naming the process that is at work.
    static Result<Lock> take(const std::filesystem::path& file, LockKind kind);
    ~Lock();
    Lock(Lock&& other) noexcept;
    Lock& operator=(Lock&& other) noexcept;
    Lock(const Lock&) = delete;
    Lock& operator=(const Lock&) = delete;

  private:
    explicit Lock(int descriptor) : descriptor_(descriptor) {}
    int descriptor_ = -1;
};

}  // namespace breakglass::escrow
