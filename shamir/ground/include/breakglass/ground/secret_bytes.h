#pragma once
// The only home of a secret: fixed size, move-only, locked in memory, wiped when it goes.

#include <cstddef>
#include <cstdint>
#include <span>

#include <breakglass/ground/bytes.h>

namespace breakglass {

class SecretBytes {
  public:
    /// No bytes at all; the state of a moved-from secret.
    SecretBytes() noexcept = default;

    /// size zero bytes in the locked arena. Ends the process when the arena cannot grow.
    explicit SecretBytes(std::size_t size);

    /// A copy of bytes the caller is about to wipe.
    static SecretBytes copy_of(ByteView bytes);

    ~SecretBytes();
    SecretBytes(SecretBytes&& other) noexcept;
    SecretBytes& operator=(SecretBytes&& other) noexcept;
    SecretBytes(const SecretBytes&) = delete;
    SecretBytes& operator=(const SecretBytes&) = delete;
    bool operator==(const SecretBytes&) const = delete;

    std::size_t size() const noexcept { return size_; }
    bool empty() const noexcept { return size_ == 0; }

    /// The secret itself. What it returns must not outlive the statement.
    ByteView expose() const noexcept { return {data_, size_}; }
    std::span<std::uint8_t> expose_mut() noexcept { return {data_, size_}; }

    /// Another locked copy; spelt out, because each copy is a decision.
    SecretBytes clone() const;

    /// Keeps the first size bytes and wipes the rest. size: at most size().
    void shrink(std::size_t size) noexcept;

    /// Wipes and releases now.
    void wipe() noexcept;

  private:
    std::uint8_t* data_ = nullptr;
    std::size_t size_ = 0;
    std::size_t reserved_ = 0;
};

/// Overwrites bytes in a way the compiler keeps; for buffers that briefly had to hold a secret.
void wipe(std::span<std::uint8_t> bytes) noexcept;

/// Compares two secrets without a branch on their content; lengths are public.
bool equal_constant_time(const SecretBytes& a, const SecretBytes& b);

}  // namespace breakglass
