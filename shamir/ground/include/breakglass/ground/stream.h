#pragma once
// Bytes that do not fit in memory: where they come from and where they go. No I/O lives here.

#include <cstddef>
#include <cstdint>
#include <span>

#include <breakglass/ground/bytes.h>
#include <breakglass/ground/result.h>

namespace breakglass {

class ByteSource {
  public:
    virtual ~ByteSource() = default;
    /// Reads 1 to into.size() bytes and returns how many; 0 means the end. into is not empty.
    virtual Result<std::size_t> read(std::span<std::uint8_t> into) = 0;
};

class ByteSink {
  public:
    virtual ~ByteSink() = default;
    /// Takes all bytes or fails.
    virtual Status write(ByteView bytes) = 0;
};

/// Reads until into is full or the source ends; returns how many bytes were read.
Result<std::size_t> read_fully(ByteSource& source, std::span<std::uint8_t> into);

/// A source over bytes in memory, which must outlive it.
class MemorySource final : public ByteSource {
  public:
    explicit MemorySource(ByteView bytes) : rest_(bytes) {}
    Result<std::size_t> read(std::span<std::uint8_t> into) override;

  private:
    ByteView rest_;
};

/// A sink that keeps everything. Not for secrets.
class MemorySink final : public ByteSink {
  public:
    Status write(ByteView bytes) override;
    const Bytes& bytes() const { return bytes_; }

  private:
    Bytes bytes_;
};

}  // namespace breakglass
