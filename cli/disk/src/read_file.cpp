#include <algorithm>

#include <breakglass/disk/file_stream.h>
#include <breakglass/disk/read_file.h>

namespace breakglass::disk {

namespace {

Error too_large(const std::string& path, std::size_t limit) {
    return {ErrorKind::failed, "FILE-TOO-LARGE",
            "\"" + path + "\" is larger than the " + std::to_string(limit) + " bytes expected here",
            "is it the right file?"};
}

}  // namespace

Result<Bytes> read_file(const std::string& path, std::size_t limit_bytes) {
    auto source = FileSource::open(path);
    if (!source) return std::move(source).error();
    const auto size = source->size();
    if (size && *size > limit_bytes) return too_large(path, limit_bytes);
    Bytes content;
    Bytes piece(std::min<std::size_t>(limit_bytes + 1, 65536));
    while (true) {
        auto got = source->read(piece);
        if (!got) return std::move(got).error();
        if (*got == 0) return content;
        append(content, ByteView(piece).first(*got));
        if (content.size() > limit_bytes) return too_large(path, limit_bytes);
    }
}

Result<SecretBytes> read_secret_file(const std::string& path, std::size_t limit_bytes) {
    auto source = FileSource::open(path);
    if (!source) return std::move(source).error();
    const auto size = source->size();
    if (size && *size > limit_bytes) return too_large(path, limit_bytes);
    // One byte more than allowed, to notice what is too large.
    SecretBytes content((size ? static_cast<std::size_t>(*size) : limit_bytes) + 1);
    auto got = read_fully(*source, content.expose_mut());
    if (!got) return std::move(got).error();
    if (*got > limit_bytes || *got == content.size()) return too_large(path, limit_bytes);
    content.shrink(*got);
    return content;
}

}  // namespace breakglass::disk
