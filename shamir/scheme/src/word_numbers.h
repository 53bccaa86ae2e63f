#pragma once
// The numbers of a share's words: as secret as the words.

#include <cstddef>
#include <cstdint>

#include <breakglass/ground/secret_bytes.h>

namespace breakglass::slip39 {

class WordNumbers {
  public:
    WordNumbers() = default;
    /// count words, all number 0.
    explicit WordNumbers(std::size_t count) : bytes_(2 * count) {}

    std::size_t size() const { return bytes_.size() / 2; }

    std::uint32_t at(std::size_t position) const {
        const ByteView bytes = bytes_.expose();
        return static_cast<std::uint32_t>(bytes[2 * position] << 8 | bytes[2 * position + 1]);
    }

    void set(std::size_t position, std::uint32_t number) {
        bytes_.expose_mut()[2 * position] = static_cast<std::uint8_t>(number >> 8);
        bytes_.expose_mut()[2 * position + 1] = static_cast<std::uint8_t>(number);
    }

    WordNumbers clone() const {
        WordNumbers copy;
        copy.bytes_ = bytes_.clone();
        return copy;
    }

  private:
    SecretBytes bytes_;  // two bytes each, big endian
};

}  // namespace breakglass::slip39
