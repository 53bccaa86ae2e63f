#include <algorithm>

#include <fmt/format.h>

#include <breakglass/console/printable.h>
#include <breakglass/disk/descriptor.h>
#include <breakglass/disk/read_file.h>
#include <breakglass/ledger/checkpoint.h>
#include <breakglass/ledger/origin.h>

namespace breakglass::ledger {

namespace fs = std::filesystem;

namespace {

Error refuse(const std::string& who, const std::string& why) {
    return {ErrorKind::unverified, "LEDGER-CHECKPOINT", fmt::format("{} {}", who, why),
            "look at it: breakglass ledger verify; take the newest copy from a kit"};
}

}  // namespace

std::vector<note::Verifier> recorded_verifiers(const Ledger& ledger) {
    std::vector<note::Verifier> verifiers;
    for (const records::LedgerEntry& entry : ledger.entries()) {
        if (entry.act != "ledger.key") continue;
        const std::string* text = entry.fact("verifier");
        if (text == nullptr) continue;
        if (auto verifier = note::Verifier::parse(*text)) verifiers.push_back(*std::move(verifier));
    }
    return verifiers;
}

Result<note::Checkpoint> read_checkpoint(ByteView stored, const std::string& origin,
                                         const std::vector<note::Verifier>& verifiers,
                                         const std::string& who) {
    const auto note = note::parse_note(stored);
    if (!note) return refuse(who, "cannot be read: " + note.error().message);
    auto checkpoint = note::parse_checkpoint(note->text);
    if (!checkpoint) return refuse(who, "cannot be read: " + checkpoint.error().message);
    if (checkpoint->origin != origin) {
        return refuse(who,
                      fmt::format("is of the ledger {}, this one is {}",
                                  console::quoted(checkpoint->origin), console::quoted(origin)));
    }
    bool verified = false;
    for (const note::Verifier& verifier : verifiers) {
        auto tried = note::verify_note(*note, verifier);
        if (!tried && tried.error().rule == "NOTE-FORGED") {
            return refuse(who, "is forged: " + console::printable(tried.error().message));
        }
        verified = verified || tried;
    }
    if (!verified) return refuse(who, "is signed by no key that this ledger names");
    return checkpoint;
}

Result<note::Checkpoint> check_checkpoint(const Ledger& ledger, ByteView stored,
                                          const std::string& who) {
    auto checkpoint = read_checkpoint(stored, origin_of(ledger), recorded_verifiers(ledger), who);
    if (!checkpoint) {
        // A ledger cut back to before it named the key: that it was cut is the graver news.
        const auto note = note::parse_note(stored);
        if (!note) return checkpoint;
        const auto claimed = note::parse_checkpoint(note->text);
        if (!claimed || claimed->origin != origin_of(ledger)) return checkpoint;
        auto held = ledger.compare(ledger.first_number() + claimed->head.size, std::nullopt, who);
        if (!held) return std::move(held).error();
        return checkpoint;
    }
    auto held =
        ledger.compare(ledger.first_number() + checkpoint->head.size, checkpoint->head.root, who);
    if (!held) return std::move(held).error();
    return checkpoint;
}

Result<std::vector<fs::path>> checkpoint_files(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code problem;
    for (fs::directory_iterator at(folder, problem), end; !problem && at != end;
         at.increment(problem)) {
        const std::string name = at->path().filename().string();
        if (name.starts_with("checkpoint-") && name.ends_with(".note")) files.push_back(at->path());
    }
    if (problem)
        return disk::system_error("cannot read directory", folder.string(), problem.value());
    std::ranges::sort(files);
    return files;
}

Status check_checkpoints(const Ledger& ledger) {
    const auto files = checkpoint_files(ledger.folder());
    if (!files) return files.error();
    for (const fs::path& file : *files) {
        const auto stored = disk::read_file(file.string(), note::max_note_bytes);
        if (!stored) return stored.error();
        auto checked = check_checkpoint(ledger, *stored,
                                        "checkpoint " + console::quoted(file.filename().string()));
        if (!checked) return std::move(checked).error();
    }
    return {};
}

}  // namespace breakglass::ledger
