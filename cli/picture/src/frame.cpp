#include "frame.h"

#include <string>

namespace breakglass::picture {

namespace {

constexpr std::uint8_t good = 'k';
constexpr std::uint8_t refused = 'e';
constexpr std::size_t error_fields = 4;

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
    ByteView rest = answer.subspan(1);
    std::vector<ByteView> fields;
    while (!rest.empty()) {
        if (rest.size() < 4 || fields.size() == max_answer_fields) return nonsense();
        std::size_t length = 0;
        for (std::size_t i = 0; i < 4; ++i)
            length |= std::size_t{rest[i]} << (8 * i);
        rest = rest.subspan(4);
        if (length > rest.size()) return nonsense();
        fields.push_back(rest.first(length));
        rest = rest.subspan(length);
    }
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
