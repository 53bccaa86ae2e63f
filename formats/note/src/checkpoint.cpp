#include <algorithm>
#include <charconv>

#include <breakglass/encoding/base64.h>
#include <breakglass/note/checkpoint.h>

namespace breakglass::note {

namespace {

Error malformed(const std::string& what) {
    return {ErrorKind::unverified, "CHECKPOINT-MALFORMED", "the checkpoint is malformed: " + what,
            ""};
}

bool is_line(std::string_view text) {
    return !text.empty() && text.find('\n') == std::string_view::npos;
}

}  // namespace

std::string checkpoint_text(const Checkpoint& checkpoint) {
    check(is_line(checkpoint.origin), "a checkpoint's origin is one line");
    std::string text = checkpoint.origin + "\n" + std::to_string(checkpoint.head.size) + "\n" +
                       encoding::to_base64_padded(checkpoint.head.root) + "\n";
    for (const std::string& line : checkpoint.extensions) {
        check(is_line(line), "a checkpoint's extension is one line");
        text += line + "\n";
    }
    return text;
}

Result<Checkpoint> parse_checkpoint(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        if (end == std::string_view::npos) return malformed("no final newline");
        if (end == 0) return malformed("an empty line");
        lines.push_back(text.substr(0, end));
        text.remove_prefix(end + 1);
    }
    if (lines.size() < 3) return malformed("origin, size and root hash were expected");
    Checkpoint checkpoint{.origin = std::string(lines[0])};
    const std::string_view size = lines[1];
    const auto read = std::from_chars(size.data(), size.data() + size.size(), checkpoint.head.size);
    const bool padded = size.size() > 1 && size.front() == '0';
    if (read.ec != std::errc() || read.ptr != size.data() + size.size() || padded) {
        return malformed("line 2 is not a number of entries");
    }
    const auto root = encoding::from_base64_padded(lines[2]);
    if (!root || root->size() != checkpoint.head.root.size())
        return malformed("line 3 is not the Base64 of 32 bytes");
    std::ranges::copy(*root, checkpoint.head.root.begin());
    for (std::size_t i = 3; i < lines.size(); ++i)
        checkpoint.extensions.emplace_back(lines[i]);
    return checkpoint;
}

}  // namespace breakglass::note
