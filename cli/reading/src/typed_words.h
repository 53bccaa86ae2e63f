#pragma once
// The words of one card while they are typed, in locked memory.

#include <cstddef>
#include <string_view>

#include <breakglass/ground/bytes.h>
#include <breakglass/ground/secret_bytes.h>
#include <breakglass/scheme/share.h>

namespace breakglass::reading {

class TypedWords {
  public:
    /// A recovery key's share: 33 words.
    static constexpr std::size_t needed = slip39::mnemonic_words(32);
    static constexpr std::size_t longest_token = 16;

    std::size_t count() const { return count_; }
    bool complete() const { return count_ == needed; }
    /// token: 1 to 16 letters, or "?". There must be room for it.
    void add(ByteView token);
    void remove_last();
    /// position: from 0, below count().
    void set(std::size_t position, ByteView token);
    ByteView word(std::size_t position) const;
    /// All of them with one blank between.
    SecretBytes text() const;

  private:
    SecretBytes slots_{needed * longest_token};
    std::size_t lengths_[needed] = {};
    std::size_t count_ = 0;
};

/// Cuts the next token off the front: letters and "?" between blanks, commas, digits and full
/// stops, so that "1. academic 2. acid" can be typed as it is printed. Empty at the end.
ByteView next_token(ByteView& line);

}  // namespace breakglass::reading
