#include <algorithm>

#include <sodium.h>

#include <breakglass/encoding/base64.h>
#include <breakglass/note/note.h>
#include <breakglass/text/plain.h>

namespace breakglass::note {

namespace {

constexpr std::string_view signature_start = "\xe2\x80\x94 ";  // an em dash and a blank

Error malformed(const std::string& what) {
    return {ErrorKind::unverified, "NOTE-MALFORMED", "the signed note is malformed: " + what, ""};
}

/// C2SP signed-note: UTF-8, no ASCII control characters but newlines.
bool is_note_text(std::string_view note) {
    const auto is_control = [](std::uint8_t c) { return (c < 0x20 && c != '\n') || c == 0x7f; };
    return text::is_utf8(note) && std::ranges::none_of(as_bytes(note), is_control);
}

Result<Signature> parse_signature_line(std::string_view line) {
    if (!line.starts_with(signature_start))
        return malformed("a signature line starts with an em dash and a blank");
    line.remove_prefix(signature_start.size());
    const std::size_t blank = line.find(' ');
    if (blank == 0 || blank == std::string_view::npos)
        return malformed("a signature line has a name and a signature");
    const std::string_view name = line.substr(0, blank);
    if (name.find('+') != std::string_view::npos) return malformed("a name holds no \"+\"");
    const auto bytes = encoding::from_base64_padded(line.substr(blank + 1));
    if (!bytes || bytes->size() < 5)
        return malformed("a signature is Base64 of a key hash and more");
    Signature signature{.name = std::string(name)};
    std::copy_n(bytes->begin(), signature.hash.size(), signature.hash.begin());
    signature.value.assign(bytes->begin() + 4, bytes->end());
    return signature;
}

}  // namespace

Result<std::string> sign_note(std::string_view text, const Signer& signer) {
    if (text.empty() || text.back() != '\n' || !is_note_text(text) ||
        text.size() > max_note_bytes / 2) {
        return Error{
            ErrorKind::usage, "NOTE-TEXT",
            "a note's text is UTF-8 lines without control characters, with a final newline", ""};
    }
    const auto value = signer.sign(as_bytes(text));
    Bytes signature(signer.verifier().hash().begin(), signer.verifier().hash().end());
    append(signature, value);
    return std::string(text) + "\n" + std::string(signature_start) + signer.verifier().name() +
           " " + encoding::to_base64_padded(signature) + "\n";
}

Result<Note> parse_note(ByteView stored) {
    if (stored.size() > max_note_bytes) return malformed("it is longer than 65,536 bytes");
    const std::string_view whole = as_text(stored);
    if (!is_note_text(whole)) return malformed("it is not UTF-8 text, or has control characters");
    if (whole.empty() || whole.back() != '\n') return malformed("it has no final newline");
    // The last empty line separates text and signatures: the text may hold empty lines itself.
    const std::size_t split = whole.rfind("\n\n");
    if (split == std::string_view::npos)
        return malformed("no empty line in front of the signatures");
    Note note{.text = std::string(whole.substr(0, split + 1))};
    std::string_view rest = whole.substr(split + 2);
    while (!rest.empty()) {
        const std::size_t end = rest.find('\n');
        auto signature = parse_signature_line(rest.substr(0, end));
        if (!signature) return std::move(signature).error();
        if (note.signatures.size() == max_signatures) return malformed("more than 100 signatures");
        note.signatures.push_back(*std::move(signature));
        rest.remove_prefix(end + 1);
    }
    if (note.signatures.empty()) return malformed("no signature");
    return note;
}

Status verify_note(const Note& note, const Verifier& verifier) {
    bool seen = false;
    for (const Signature& signature : note.signatures) {
        if (signature.name != verifier.name() || signature.hash != verifier.hash()) continue;
        const ByteView text = as_bytes(note.text);
        if (signature.value.size() != crypto_sign_BYTES ||
            crypto_sign_verify_detached(signature.value.data(), text.data(), text.size(),
                                        verifier.public_key().data()) != 0) {
            return Error{ErrorKind::unverified, "NOTE-FORGED",
                         "the signature of " + verifier.name() + " does not match the note", ""};
        }
        seen = true;
    }
    if (seen) return {};
    return Error{ErrorKind::unverified, "NOTE-UNSIGNED",
                 "the note has no signature of " + verifier.name(), ""};
}

}  // namespace breakglass::note
