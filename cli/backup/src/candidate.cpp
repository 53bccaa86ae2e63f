#include "candidate.h"

#include "places.h"

#include <algorithm>

#include <sys/stat.h>

#include <breakglass/age/header.h>

namespace breakglass::backup {

namespace {

// Enough for the largest header that a plain age file is likely to have.
constexpr std::size_t longest_start = std::size_t{64} << 10U;
constexpr std::string_view age_magic = "age-encryption.org/";

Error truncated(const std::string& path) {
    return {ErrorKind::unverified, "BACKUP-TRUNCATED",
            "\"" + path + "\" ends before its payload begins", ""};
}

}  // namespace

Result<std::optional<Candidate>> read_candidate(const std::string& path) {
    auto file = open_regular(path, false);
    if (!file) return std::move(file).error();
    Bytes start(sealed::payload_offset);
    auto got = read_fully(*file, start);
    if (!got) return std::move(got).error();
    start.resize(*got);
    if (!as_text(start).starts_with(age_magic)) return std::optional<Candidate>{};

    Candidate candidate;
    candidate.path = path;
    struct stat facts = {};
    if (::fstat(file->descriptor().number(), &facts) == 0) {
        candidate.file_bytes = static_cast<std::uint64_t>(facts.st_size);
        candidate.changed_at = facts.st_mtim.tv_sec;
    }
    auto sealed_header = sealed::parse_header(start);
    if (sealed_header) {
        candidate.header.assign(sealed_header->stored().begin(), sealed_header->stored().end());
        candidate.sealed = std::move(*sealed_header);
    } else if (sealed_header.error().rule != "BACKUP-NOT-SEALED") {
        return with_context(std::move(sealed_header).error(), "\"" + path + "\"");
    } else {
        Bytes more(longest_start - start.size());
        auto rest = read_fully(*file, more);
        if (!rest) return std::move(rest).error();
        append(start, ByteView(more).first(*rest));
        auto plain = age::parse_header(start);
        if (!plain) return with_context(std::move(plain).error(), "\"" + path + "\"");
        candidate.header = plain->stored;
    }
    const ByteView rest = ByteView(start).subspan(candidate.header.size());
    if (rest.size() < candidate.id.size()) return truncated(path);
    std::ranges::copy(rest.first(candidate.id.size()), candidate.id.begin());
    return std::optional<Candidate>{std::move(candidate)};
}

}  // namespace breakglass::backup
