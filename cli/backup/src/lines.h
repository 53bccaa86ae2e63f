#pragma once
// A stream read line by line; a line that is too long is skipped whole, never kept.

#include <cstddef>
#include <cstdint>
#include <optional>

#include <breakglass/ground/bytes.h>
#include <breakglass/ground/stream.h>

namespace breakglass::backup {

class LineReader {
  public:
    /// longest: bytes of a line without its newline.
    LineReader(ByteSource& source, std::size_t longest) : source_(source), longest_(longest) {}

    struct Line {
        std::uint64_t number = 0;  // from 1
        Bytes text;                // without the newline; empty when too_long
        bool too_long = false;
    };
    /// The next line, or nothing at the end. Errors: of the source; unverified (FILE-NOT-LINES) at
    /// a line above 1 MiB.
    Result<std::optional<Line>> next();

  private:
    ByteSource& source_;
    std::size_t longest_;
    std::uint64_t number_ = 0;
    Bytes buffer_ = Bytes(65536);
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
};

}  // namespace breakglass::backup
