#include "frame.h"

#include <algorithm>
#include <string>

namespace breakglass::picture {

namespace {

constexpr std::uint8_t good = 'k';
constexpr std::uint8_t refused = 'e';
constexpr std::size_t error_fields = 4;
constexpr std::size_t length_bytes = 4;

void put(Bytes& to, ByteView field) {
    for (unsigned shift = 0; shift < 32; shift += 8)
        to.push_back(static_cast<std::uint8_t>((field.size() >> shift) & 0xffU));
    append(to, field);
}

Error nonsense() {
    return Error{ErrorKind::failed, "PICTURE-CHILD",
                 "the process that handles pictures gave an answer that makes no sense",
                 "try again; type the words if it stays so"};
}

}  // namespace

SecretBytes join_fields(std::span<const ByteView> fields) {
    std::size_t size = 0;
    for (const ByteView field : fields)
        size += length_bytes + field.size();
    SecretBytes joined(size);
    std::span<std::uint8_t> rest = joined.expose_mut();
    for (const ByteView field : fields) {
        for (unsigned at = 0; at < length_bytes; ++at)
            rest[at] = static_cast<std::uint8_t>((field.size() >> (8 * at)) & 0xffU);
        std::ranges::copy(field, rest.subspan(length_bytes).begin());
        rest = rest.subspan(length_bytes + field.size());
    }
    return joined;
}

std::optional<std::vector<ByteView>> split_fields(ByteView bytes) {
    std::vector<ByteView> fields;
    while (!bytes.empty()) {
        if (bytes.size() < length_bytes || fields.size() == max_answer_fields) return std::nullopt;
        std::size_t length = 0;
        for (unsigned at = 0; at < length_bytes; ++at)
            length |= std::size_t{bytes[at]} << (8 * at);
        bytes = bytes.subspan(length_bytes);
        if (length > bytes.size()) return std::nullopt;
        fields.push_back(bytes.first(length));
        bytes = bytes.subspan(length);
    }
    return fields;
}

Bytes encode_answer(const std::vector<SecretBytes>& secrets) {
    Bytes answer{good};
    for (const SecretBytes& secret : secrets)
        put(answer, secret.expose());
    return answer;
}

Bytes encode_answer(const Error& error) {
    Bytes answer{refused};
    const auto kind = static_cast<std::uint8_t>(error.kind);
    put(answer, ByteView(&kind, 1));
    put(answer, as_bytes(error.rule));
    put(answer, as_bytes(error.message));
    put(answer, as_bytes(error.hint));
    return answer;
}

Result<std::vector<SecretBytes>> decode_answer(ByteView answer) {
    if (answer.empty()) return nonsense();
    const std::uint8_t type = answer[0];
    const auto split = split_fields(answer.subspan(1));
    if (!split) return nonsense();
    const std::vector<ByteView>& fields = *split;
    if (type == good) {
        std::vector<SecretBytes> secrets;
        for (const ByteView field : fields)
            secrets.push_back(SecretBytes::copy_of(field));
        return secrets;
    }
    if (type != refused || fields.size() != error_fields || fields[0].size() != 1 ||
        fields[0][0] < static_cast<std::uint8_t>(ErrorKind::failed) ||
        fields[0][0] > static_cast<std::uint8_t>(ErrorKind::owed))
        return nonsense();
    return Error{static_cast<ErrorKind>(fields[0][0]), std::string(as_text(fields[1])),
                 std::string(as_text(fields[2])), std::string(as_text(fields[3]))};
}

}  // namespace breakglass::picture
