#include <algorithm>

#include <fmt/format.h>

#include <breakglass/age/file.h>
#include <breakglass/age/scrypt.h>
#include <breakglass/console/printable.h>
#include <breakglass/disk/new_file.h>
#include <breakglass/disk/read_file.h>
#include <breakglass/ledger/checkpoint.h>
#include <breakglass/ledger/origin.h>

namespace breakglass::ledger {

namespace {

constexpr std::size_t max_key_file_bytes = 65536;

Result<Bytes> lock_away(const SecretBytes& text, const KeyProtection& protection) {
    check(protection.passphrase.empty() != protection.recipient.empty(),
          "a checkpoint key is kept under a passphrase or a recipient, exactly one");
    if (protection.passphrase.empty()) {
        auto recipient = age::parse_recipient(protection.recipient);
        if (!recipient) return std::move(recipient).error();
        const age::Recipient* const keepers[] = {recipient->get()};
        return age::encrypt_secret(keepers, text, system_randomness());
    }
    const age::ScryptRecipient passphrase(protection.passphrase.clone());
    const age::Recipient* const keepers[] = {&passphrase};
    return age::encrypt_secret(keepers, text, system_randomness());
}

Error not_this_key(const std::string& file, const std::string& why) {
    return {ErrorKind::unverified, "LEDGER-KEY",
            fmt::format("the checkpoint key {} {}", console::quoted(file), why),
            "breakglass ledger verify names the keys this ledger knows; make another: breakglass "
            "ledger checkpoint --new-key FILE"};
}

}  // namespace

Result<note::Signer> create_checkpoint_key(Ledger& ledger, const std::string& file,
                                           const KeyProtection& protection, std::int64_t now) {
    // First of all: a name that is taken is told before the ledger names a key.
    auto kept = disk::NewFile::create(file);
    if (!kept) return std::move(kept).error();
    auto signer = note::Signer::generate(origin_of(ledger));
    if (!signer) return signer;
    const SecretBytes key = signer->text();
    SecretBytes line(key.size() + 1);
    std::ranges::copy(key.expose(), line.expose_mut().begin());
    line.expose_mut().back() = '\n';
    auto locked = lock_away(line, protection);
    if (!locked) return std::move(locked).error();
    if (auto written = kept->write(*locked); !written) return std::move(written).error();
    auto named = ledger.append({"ledger.key", {{"verifier", signer->verifier().text()}}}, now);
    if (!named) return std::move(named).error();
    if (auto published = kept->publish(); !published) return std::move(published).error();
    return signer;
}

Result<note::Signer> open_checkpoint_key(const Ledger& ledger, const std::string& file,
                                         std::span<const age::Identity* const> openers) {
    const auto stored = disk::read_file(file, max_key_file_bytes);
    if (!stored) return stored.error();
    auto text = age::decrypt_secret(openers, *stored);
    if (!text) {
        if (text.error().rule != "AGE-NO-MATCH" && text.error().rule != "AGE-PASSPHRASE") {
            return with_context(std::move(text).error(), "checkpoint key " + console::quoted(file));
        }
        return Error{
            ErrorKind::not_met, "LEDGER-KEY-NO-MATCH",
            fmt::format("the checkpoint key {} does not open: passphrase or identity does "
                        "not match",
                        console::quoted(file)),
            "give --passphrase-file FILE, or --identity FILE for the key it is kept under"};
    }
    ByteView line = text->expose();
    if (!line.empty() && line.back() == '\n') line = line.first(line.size() - 1);
    auto signer = note::Signer::parse(line);
    if (!signer) return not_this_key(file, "holds no such key");
    const auto known = recorded_verifiers(ledger);
    if (std::ranges::find(known, signer->verifier()) == known.end()) {
        return not_this_key(file, "is none that this ledger names");
    }
    return signer;
}

Result<WrittenCheckpoint> write_checkpoint(const Ledger& ledger, const note::Signer& signer) {
    const tree::Head head = ledger.head();
    const note::Checkpoint checkpoint{.origin = origin_of(ledger),
                                      .head = {head.size - ledger.first_number(), head.root}};
    auto signed_note = note::sign_note(note::checkpoint_text(checkpoint), signer);
    if (!signed_note) return std::move(signed_note).error();
    const auto file = ledger.folder() / fmt::format("checkpoint-{:010}.note", head.size);
    std::string note = *std::move(signed_note);
    std::error_code ignored;
    if (std::filesystem::exists(file, ignored)) {
        const auto there = disk::read_file(file.string(), note::max_note_bytes);
        if (!there) return there.error();
        const std::string who = "checkpoint " + console::quoted(file.filename().string());
        auto sound = check_checkpoint(ledger, *there, who);
        if (!sound) return std::move(sound).error();
        const auto parsed = note::parse_note(*there);
        if (!parsed) return parsed.error();
        const std::string before(as_text(*there));
        if (note::verify_note(*parsed, signer.verifier())) return WrittenCheckpoint{file, before};
        // the signature of the other key, the last line of the note, goes below the first one's
        note = before + note.substr(note.rfind('\n', note.size() - 2) + 1);
    }
    if (auto kept = disk::replace_file(file.string(), as_bytes(note)); !kept) {
        return std::move(kept).error();
    }
    return WrittenCheckpoint{file, note};
}

}  // namespace breakglass::ledger
