#include <breakglass/records/sealing_file.h>

namespace breakglass::records {

namespace {

Error malformed(const std::string& why) {
    return {ErrorKind::unverified, "SEALING-MALFORMED", "the sealing file is malformed: " + why,
            "ask the escrow's owner for a new one: breakglass escrow export-sealing"};
}

void append_with_length(Bytes& to, ByteView bytes) {
    for (const unsigned shift : {24U, 16U, 8U, 0U}) {
        to.push_back(static_cast<std::uint8_t>(bytes.size() >> shift & 0xffU));
    }
    append(to, bytes);
}

}  // namespace

Hash256 escrow_fingerprint(std::string_view escrow, const signature::PublicKey& owner_key) {
    Bytes message;
    append_with_length(message, as_bytes("breakglass/v1/escrow"));
    append_with_length(message, as_bytes(escrow));
    append_with_length(message, owner_key.blob);
    return sha256(message);
}

Result<SealingFile> parse_sealing_file(ByteView bytes) {
    if (bytes.size() > max_sealing_bytes) return malformed("it is larger than 65536 bytes");
    // the armor begins a line; no line of a JSON text can begin like this
    const std::size_t line_end = as_text(bytes).find("\n" + std::string(signature::armor_begin));
    if (line_end == std::string_view::npos) return malformed("it carries no SSH signature");
    const ByteView body = bytes.first(line_end + 1);
    auto facts = parse_sealing_body(body);
    if (!facts) return std::move(facts).error();
    auto signed_by = signature::parse_signature(bytes.subspan(line_end + 1));
    if (!signed_by) return std::move(signed_by).error();
    if (escrow_fingerprint(facts->escrow, signed_by->key) != facts->fingerprint) {
        return Error{ErrorKind::unverified, "SEALING-FINGERPRINT",
                     "the sealing file of escrow \"" + facts->escrow + "\" is signed by key " +
                         signature::fingerprint(signed_by->key) +
                         ", which is not the owner's key that its fingerprint names",
                     "ask the escrow's owner for a new one: breakglass escrow export-sealing"};
    }
    if (auto verified = signature::verify(*signed_by, signed_by->key, sealing_namespace, body);
        !verified) {
        return std::move(verified).error();
    }
    return SealingFile{std::move(*facts), std::move(signed_by->key),
                       Bytes(body.begin(), body.end())};
}

Result<Bytes> join_sealing_file(ByteView body, ByteView armored_signature) {
    Bytes file(body.begin(), body.end());
    append(file, armored_signature);
    auto read_back = parse_sealing_file(file);
    if (!read_back) return std::move(read_back).error();
    return file;
}

}  // namespace breakglass::records
