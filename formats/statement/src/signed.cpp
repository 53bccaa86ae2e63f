#include <breakglass/statement/statement.h>

namespace breakglass::statement {

namespace {

Error malformed(const std::string& what) {
    return {ErrorKind::unverified, "STATEMENT-MALFORMED",
            "the signed statement is malformed: " + what, ""};
}

/// The bytes of the first statement and its signature. The text cannot hold the line that begins
/// the armor, so the first such line is the signature's.
struct Extent {
    std::size_t text = 0;
    std::size_t whole = 0;
};

Result<Extent> first_extent(ByteView stored) {
    const std::string begin = "\n" + std::string(signature::armor_begin) + "\n";
    const std::string end = "\n" + std::string(signature::armor_end) + "\n";
    // What is longer is refused whatever it says, so the search never runs through it.
    const std::string_view head = as_text(stored).substr(0, max_statement_bytes + begin.size());
    const std::size_t text = head.find(begin);
    if (text == std::string_view::npos) {
        return malformed("no signature stands below a text of at most 32768 bytes");
    }
    const std::string_view armor = as_text(stored).substr(text + 1, max_signature_bytes);
    const std::size_t last = armor.find(end);
    if (last == std::string_view::npos) {
        return malformed("its signature does not end within 16384 bytes");
    }
    return Extent{text + 1, text + 1 + last + end.size()};
}

/// stored: exactly one statement and its signature.
Result<SignedStatement> read_one(ByteView stored, std::size_t text_size) {
    const ByteView text = stored.first(text_size);
    const ByteView armor = stored.subspan(text_size);
    auto statement = parse_text(text);
    if (!statement) return std::move(statement).error();
    auto signature = signature::parse_signature(armor);
    if (!signature) return std::move(signature).error();
    const auto canonical = signature::canonical_armor(armor);
    if (!canonical) return canonical.error();
    if (as_text(*canonical) != as_text(armor)) {
        return malformed(
            "its signature is not spelt as ssh-keygen spells it, in lines of 70 "
            "characters with a final newline");
    }
    return SignedStatement{std::move(*statement), std::move(*signature),
                           Bytes(text.begin(), text.end()), Bytes(stored.begin(), stored.end()),
                           sha256(text)};
}

}  // namespace

Result<SignedStatement> parse_signed(ByteView stored) {
    const auto extent = first_extent(stored);
    if (!extent) return extent.error();
    if (extent->whole != stored.size()) return malformed("bytes follow its signature");
    return read_one(stored, extent->text);
}

Result<SignedStatement> join(ByteView text, ByteView armored_signature) {
    // The text alone comes first: an armor line inside it must not move the boundary.
    if (auto sound = parse_text(text); !sound) return std::move(sound).error();
    const auto armor = signature::canonical_armor(armored_signature);
    if (!armor) return armor.error();
    Bytes stored(text.begin(), text.end());
    append(stored, *armor);
    return parse_signed(stored);
}

Result<std::vector<SignedStatement>> parse_all(ByteView stored, std::size_t limit) {
    std::vector<SignedStatement> statements;
    while (!stored.empty()) {
        if (statements.size() == limit) {
            return Error{ErrorKind::unverified, "STATEMENT-TOO-MANY",
                         "there are more than " + std::to_string(limit) + " statements", ""};
        }
        const std::string place = "statement " + std::to_string(statements.size() + 1);
        const auto extent = first_extent(stored);
        if (!extent) return with_context(extent.error(), place);
        auto one = read_one(stored.first(extent->whole), extent->text);
        if (!one) return with_context(std::move(one).error(), place);
        statements.push_back(std::move(*one));
        stored = stored.subspan(extent->whole);
    }
    return statements;
}

Status verify(const SignedStatement& signed_statement, const signature::PublicKey& signer) {
    return signature::verify(signed_statement.signature, signer,
                             name_space(signed_statement.statement.kind), signed_statement.text);
}

}  // namespace breakglass::statement
