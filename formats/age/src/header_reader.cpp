// Reading a header from a stream without taking a byte of what follows it.

#include "header_lines.h"

#include <algorithm>

#include <breakglass/age/header.h>

namespace breakglass::age {

namespace {

/// What was read of a header, and where its lines begin. Each byte is looked at once: a header of
/// one long line must not cost its square.
class Collected {
  public:
    /// How many more bytes a well-formed header must have: reading that many at once never reaches
    /// the payload.
    std::size_t still_due() const {
        const std::string_view line = as_text(bytes_).substr(line_begin_);
        if (line_begin_ == 0) {
            // the version line, then at least "-> x", an empty line and the MAC line
            const std::size_t version = version_line.size() + 1;
            return line.size() < version ? version - line.size() : 1;
        }
        // At the start of a line the header may have nothing left but its MAC line.
        const bool may_be_mac = mac_mark.starts_with(line.substr(0, mac_mark.size()));
        if (may_be_mac) return line.size() < mac_line_bytes ? mac_line_bytes - line.size() : 1;
        return 1 + mac_line_bytes;
    }

    /// Reads size bytes; returns how many came.
    Result<std::size_t> read(ByteSource& source, std::size_t size) {
        const std::size_t had = bytes_.size();
        bytes_.resize(had + size);
        auto got = read_fully(source, std::span(bytes_).subspan(had));
        bytes_.resize(had + (got ? *got : 0));
        for (std::size_t i = had; i < bytes_.size(); ++i) {
            if (bytes_[i] != '\n') continue;
            const std::string_view line = as_text(bytes_).substr(line_begin_, i - line_begin_);
            if (line_begin_ == 0) first_line_bytes_ = i;
            complete_ = complete_ || (line_begin_ != 0 && line.starts_with(mac_mark));
            line_begin_ = i + 1;
        }
        return got;
    }

    /// True once a MAC line was read to its end.
    bool complete() const { return complete_; }

    /// Refuses what is no age header as soon as its first line can be told.
    Status check_version() const {
        if (line_begin_ == 0 && bytes_.size() <= version_line.size()) return {};
        return check_version_line(
            as_text(bytes_).substr(0, line_begin_ == 0 ? bytes_.size() : first_line_bytes_));
    }

    const Bytes& bytes() const { return bytes_; }

  private:
    Bytes bytes_;
    std::size_t line_begin_ = 0;  // of the line that is not yet whole
    std::size_t first_line_bytes_ = 0;
    bool complete_ = false;
};

}  // namespace

Status check_version_line(std::string_view line) {
    if (line == version_line) return {};
    const bool printable = std::ranges::all_of(line, [](char c) { return c >= 33 && c <= 126; });
    if (line.starts_with(version_prefix) && line != version_prefix && printable) {
        return Error{ErrorKind::unverified, "AGE-VERSION",
                     "this is an age file of another version; only v1 is known", ""};
    }
    return Error{ErrorKind::unverified, "AGE-HEADER-MALFORMED",
                 "this is not an age file: it does not begin with age-encryption.org/v1", ""};
}

Error too_large() {
    return {ErrorKind::unverified, "AGE-HEADER-TOO-LARGE", "the age header is larger than 1 MiB",
            ""};
}

Result<Header> read_header(ByteSource& source) {
    Collected collected;
    while (true) {
        const std::size_t due = collected.still_due();
        if (collected.bytes().size() + due > max_header_bytes) return too_large();
        const auto got = collected.read(source, due);
        if (!got) return got.error();
        if (*got < due || collected.complete()) return parse_header(collected.bytes());
        if (const Status version = collected.check_version(); !version) return version.error();
    }
}

}  // namespace breakglass::age
