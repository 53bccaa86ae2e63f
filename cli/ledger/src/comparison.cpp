#include "numbers.h"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include <breakglass/console/printable.h>
#include <breakglass/disk/read_file.h>
#include <breakglass/ledger/checkpoint.h>
#include <breakglass/ledger/comparison.h>
#include <breakglass/ledger/listing.h>
#include <breakglass/note/note.h>
#include <breakglass/records/receipt.h>
#include <breakglass/records/sealing_file.h>

namespace breakglass::ledger {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t max_file_bytes = std::size_t{1} << 30U;

std::string fact_of(const Ledger& ledger, std::string_view name) {
    const std::string* fact =
        ledger.entries().empty() ? nullptr : ledger.entries().front().fact(name);
    return fact == nullptr ? std::string() : *fact;
}

Error foreign(const std::string& path, const std::string& theirs, const std::string& ours) {
    return {ErrorKind::unverified, "LEDGER-FOREIGN",
            fmt::format("{} is of the escrow {}, this ledger of {}", console::quoted(path),
                        console::quoted(theirs), console::quoted(ours)),
            "name a file of this escrow"};
}

void note_error(Comparison& comparison, const Status& outcome) {
    if (!outcome) comparison.found.push_back(outcome.error());
}

std::vector<std::string> entries_from(const Ledger& ledger, std::uint64_t number) {
    std::vector<std::string> lines;
    for (const records::LedgerEntry& entry : ledger.entries()) {
        if (entry.number >= number) lines.push_back(entry_line(entry));
    }
    return lines;
}

/// The first entry that differs, both ledgers beginning with the same number; nothing when one is
/// a beginning of the other.
std::optional<std::uint64_t> first_difference(const Ledger& ours, const Ledger& theirs) {
    const std::size_t both = std::min(ours.leaves().size(), theirs.leaves().size());
    const auto [at, other] = std::mismatch(
        ours.leaves().begin(), ours.leaves().begin() + static_cast<std::ptrdiff_t>(both),
        theirs.leaves().begin());
    const auto index = static_cast<std::size_t>(at - ours.leaves().begin());
    if (index == both) return std::nullopt;
    return ours.first_number() + index;
}

void compare_ledgers(const Ledger& ours, const Ledger& theirs, Comparison& comparison) {
    comparison.size = theirs.head().size;
    const std::string who = console::quoted(comparison.path);
    if (fact_of(ours, "escrow_id") != fact_of(theirs, "escrow_id")) {
        comparison.found.push_back(
            foreign(comparison.path, fact_of(theirs, "escrow_id"), fact_of(ours, "escrow_id")));
        return;
    }
    if (theirs.first_number() != ours.first_number()) {
        comparison.before_loss = theirs.first_number() < ours.first_number();
        // the older ledger was not quoted to its end, or we are the one that was replaced
        const bool lost_more = comparison.before_loss && comparison.size > ours.first_number();
        if (!comparison.before_loss || lost_more) {
            const std::uint64_t from = std::min(comparison.size, ours.first_number());
            comparison.found.push_back(
                {ErrorKind::unverified, "LEDGER-FORKED",
                 fmt::format("{} holds entries {} to {}, this ledger {} to {}: one of them began "
                             "anew and does not know what the other holds",
                             who, theirs.first_number(), comparison.size - 1, ours.first_number(),
                             ours.head().size - 1),
                 "keep both; the one that began anew quotes where it begins"});
            comparison.forks.push_back(
                {from, entries_from(ours, from), entries_from(theirs, from), theirs.head()});
            return;
        }
        note_error(comparison, ours.compare(comparison.size, theirs.head().root, who));
        return;
    }
    if (const auto number = first_difference(ours, theirs)) {
        const std::string message =
            *number == ours.first_number()
                ? fmt::format("{} and this ledger differ from the first entry on", who)
                : fmt::format("{} and this ledger agree up to entry {} and differ from entry {} on",
                              who, *number - 1, *number);
        comparison.found.push_back(
            {ErrorKind::unverified, "LEDGER-FORKED", message,
             "two copies of one escrow both went on: keep both, and decide which one goes on"});
        comparison.forks.push_back(
            {*number, entries_from(ours, *number), entries_from(theirs, *number), theirs.head()});
        return;
    }
    note_error(comparison, ours.compare(comparison.size, theirs.head().root, who));
}

Result<Comparison> compare_entries(const Ledger& ledger, ByteView stored, Comparison comparison) {
    comparison.kind = "ledger";
    std::optional<Break> broken;
    const Ledger theirs = Ledger::read_sound_part({}, stored, broken);
    if (broken) {
        comparison.found.push_back(
            with_context(std::move(broken->error), console::quoted(comparison.path)));
    }
    if (!theirs.entries().empty()) compare_ledgers(ledger, theirs, comparison);
    return comparison;
}

Result<Comparison> compare_folder(const Ledger& ledger, Comparison comparison) {
    std::error_code ignored;
    for (const fs::path& folder :
         {fs::path(comparison.path) / "ledger", fs::path(comparison.path)}) {
        const fs::path file = entries_file(folder);
        if (!fs::exists(file, ignored)) continue;
        const auto stored = disk::read_file(file.string(), max_file_bytes);
        if (!stored) return stored.error();
        auto compared = compare_entries(ledger, *stored, std::move(comparison));
        if (!compared) return compared;
        const auto checkpoints = checkpoint_files(folder);
        if (!checkpoints) return checkpoints.error();
        for (const fs::path& note : *checkpoints) {
            const auto bytes = disk::read_file(note.string(), note::max_note_bytes);
            if (!bytes) return bytes.error();
            auto checked = check_checkpoint(ledger, *bytes, console::quoted(note.string()));
            if (!checked && !compared->before_loss) compared->found.push_back(checked.error());
        }
        return compared;
    }
    return Error{ErrorKind::usage, "LEDGER-AGAINST",
                 fmt::format("{} holds no ledger", console::quoted(comparison.path)),
                 "name an escrow, a kit or a ledger's own folder"};
}

void compare_escrow_name(const Ledger& ledger, const std::string& escrow, Comparison& comparison) {
    const std::string ours = fact_of(ledger, "escrow");
    if (ours.empty() || ours == escrow) return;
    comparison.found.push_back(foreign(comparison.path, escrow, ours));
}

/// One fault of each kind is enough for a file of a thousand receipts.
void note_kind(Comparison& comparison, const Status& outcome) {
    if (outcome) return;
    const bool told = std::ranges::any_of(comparison.found, [&outcome](const Error& earlier) {
        return earlier.rule == outcome.error().rule;
    });
    if (!told) comparison.found.push_back(outcome.error());
}

Result<Comparison> compare_receipts(const Ledger& ledger, ByteView stored, Comparison comparison) {
    comparison.kind = "receipts";
    const std::string who = console::quoted(comparison.path);
    const std::string ours = fact_of(ledger, "escrow");
    for (const std::string_view line : lines_of(as_text(stored))) {
        const auto receipt = records::parse_receipt(as_bytes(line));
        if (!receipt) return with_context(receipt.error(), who);
        comparison.size = std::max(comparison.size, receipt->ledger_size);
        if (receipt->escrow != ours) {
            note_kind(comparison, foreign(comparison.path, receipt->escrow, ours));
            continue;
        }
        note_kind(comparison, ledger.compare(receipt->ledger_size, receipt->ledger_root, who));
    }
    comparison.before_loss = comparison.size < ledger.first_number();
    return comparison;
}

}  // namespace

Result<Comparison> compare_with(const Ledger& ledger, const std::string& path) {
    Comparison comparison;
    comparison.path = path;
    std::error_code ignored;
    if (fs::is_directory(path, ignored)) return compare_folder(ledger, std::move(comparison));
    const auto stored = disk::read_file(path, max_file_bytes);
    if (!stored) return stored.error();
    const std::string_view text = as_text(*stored);
    const std::string who = console::quoted(path);
    if (text.starts_with("{\"breakglass\":\"entry v1\"")) {
        return compare_entries(ledger, *stored, std::move(comparison));
    }
    if (text.starts_with("{\"")) return compare_receipts(ledger, *stored, std::move(comparison));
    if (text.starts_with("{")) {
        const auto sealing = records::parse_sealing_file(*stored);
        if (!sealing) return with_context(sealing.error(), who);
        comparison.kind = "sealing file";
        comparison.size = sealing->facts.ledger_size;
        comparison.before_loss = comparison.size < ledger.first_number();
        compare_escrow_name(ledger, sealing->facts.escrow, comparison);
        note_error(comparison, ledger.compare(comparison.size, sealing->facts.ledger_root, who));
        return comparison;
    }
    if (note::parse_note(*stored)) {
        comparison.kind = "checkpoint";
        const auto checked = check_checkpoint(ledger, *stored, who);
        if (checked) comparison.size = ledger.first_number() + checked->head.size;
        if (!checked) comparison.found.push_back(checked.error());
        return comparison;
    }
    return Error{ErrorKind::usage, "LEDGER-AGAINST",
                 fmt::format("{} is no checkpoint, sealing file, receipts, ledger or kit", who),
                 "name the file or folder that saw the ledger earlier"};
}

std::string head_text(const tree::Head& head) {
    return fmt::format("{} {}", head.size, to_hex(head.root));
}

Result<tree::Head> parse_head(std::string_view text) {
    const std::size_t blank = std::min(text.find(' '), text.size());
    const auto size = number_from(text.substr(0, blank));
    const auto root =
        blank == text.size() ? std::optional<Hash256>() : hash_from_hex(text.substr(blank + 1));
    if (size && root) return tree::Head{*size, *root};
    return Error{ErrorKind::usage, "LEDGER-HEAD",
                 fmt::format("{} is no head of a ledger", console::quoted(text)),
                 "type it as it is printed: \"SIZE HEX\", the number of entries, a blank and 64 "
                 "hex digits"};
}

}  // namespace breakglass::ledger
