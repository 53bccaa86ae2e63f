#pragma once
// The text form of an age file: strict PEM, so that one file has one spelling.
// Source: C2SP age specification, "ASCII armor".

#include <optional>
#include <string>

#include <breakglass/ground/stream.h>

namespace breakglass::age {

/// The binary file inside an armoured one. Either line ending is read; white space is allowed
/// before and after the armour, at most 1,024 bytes each. Errors: unverified (AGE-ARMOR).
class ArmorSource final : public ByteSource {
  public:
    /// text must outlive this.
    explicit ArmorSource(ByteSource& text) : text_(text) {}
    Result<std::size_t> read(std::span<std::uint8_t> into) override;

  private:
    Status read_begin();
    Status read_line();
    Status read_end(std::string_view line);
    Status read_trailing();
    Result<std::optional<std::string_view>> next_line();
    Status refill();

    ByteSource& text_;
    Bytes buffer_;          // text read ahead
    std::size_t used_ = 0;  // of buffer_
    bool text_over_ = false;
    Bytes ready_;  // decoded and not yet taken
    std::size_t taken_ = 0;
    std::size_t line_number_ = 0;
    enum class State { before, inside, after } state_ = State::before;
};

/// Writes binary as armour; finish() writes the end line.
class ArmorSink final : public ByteSink {
  public:
    /// text must outlive this.
    explicit ArmorSink(ByteSink& text) : text_(text) {}
    Status write(ByteView bytes) override;
    Status finish();

  private:
    ByteSink& text_;
    Bytes held_;  // less than one line
    bool begun_ = false;
};

}  // namespace breakglass::age
