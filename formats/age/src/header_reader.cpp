// Reading a header from a stream without taking a byte of what follows it.

#include "header_lines.h"

#include <algorithm>

#include <breakglass/age/header.h>

namespace breakglass::age {

namespace {

/// How many more bytes a well-formed header must have, given what was read of it: reading that
/// many at once never reaches the payload.
std::size_t bytes_still_due(std::string_view text) {
    const std::size_t newline = text.rfind('\n');
    if (newline == std::string_view::npos) {
        // the version line, then at least "-> x", an empty line and the MAC line
        const std::size_t version = version_line.size() + 1;
        return text.size() < version ? version - text.size() : 1;
    }
    const std::string_view line = text.substr(newline + 1);
    // At the start of a line the header may have nothing left but its MAC line.
    const bool may_be_mac = mac_mark.starts_with(line.substr(0, mac_mark.size()));
    if (may_be_mac) return line.size() < mac_line_bytes ? mac_line_bytes - line.size() : 1;
    return 1 + mac_line_bytes;
}

bool is_complete(std::string_view text) {
    if (text.empty() || text.back() != '\n') return false;
    const std::size_t before = text.substr(0, text.size() - 1).rfind('\n');
    return before != std::string_view::npos && text.substr(before + 1).starts_with(mac_mark);
}

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
    Bytes bytes;
    while (true) {
        const std::size_t due = bytes_still_due(as_text(bytes));
        const std::size_t had = bytes.size();
        if (had + due > max_header_bytes) return too_large();
        bytes.resize(had + due);
        const auto got = read_fully(source, std::span(bytes).subspan(had));
        if (!got) return got.error();
        bytes.resize(had + *got);
        if (*got < due || is_complete(as_text(bytes))) return parse_header(bytes);
        // Stop at the first line when it is no age header, and do not read a megabyte of it.
        const std::string_view text = as_text(bytes);
        const Status version = check_version_line(text.substr(0, text.find('\n')));
        if (text.find('\n') != std::string_view::npos || text.size() > version_line.size()) {
            if (!version) return version.error();
        }
    }
}

}  // namespace breakglass::age
