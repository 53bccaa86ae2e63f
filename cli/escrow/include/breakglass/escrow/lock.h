#pragma once
// One command changes an escrow at a time; readers share.

#include <filesystem>
#include <utility>

#include <breakglass/disk/descriptor.h>
#include <breakglass/ground/result.h>

namespace breakglass::escrow {

enum class LockKind { shared, exclusive };

/// Holds flock(2) on the escrow's file "lock" until it is destroyed. The kernel lets go of it when
/// the process ends, however it ends: there is no stale lock to clean up.
class Lock {
  public:
    /// Does not wait. Errors: failed (ESCROW-BUSY) naming the process that is at work.
    static Result<Lock> take(const std::filesystem::path& file, LockKind kind);

  private:
    explicit Lock(disk::Descriptor file) : file_(std::move(file)) {}
    disk::Descriptor file_;
};

}  // namespace breakglass::escrow
