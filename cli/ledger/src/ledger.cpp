#include "entries_file.h"
#include "login.h"
#include "numbers.h"

#include <algorithm>
#include <cstring>

#include <fmt/format.h>

#include <breakglass/console/amounts.h>
#include <breakglass/console/printable.h>
#include <breakglass/console/report.h>
#include <breakglass/disk/new_file.h>
#include <breakglass/ledger/checkpoint.h>
#include <breakglass/ledger/ledger.h>

namespace breakglass::ledger {

namespace {

constexpr std::int64_t tolerated_seconds = 300;  // what clocks of one desk may differ by

Error broken_at(std::uint64_t number, const std::string& why) {
    return {ErrorKind::unverified, "LEDGER-BROKEN", fmt::format("entry {} {}", number, why),
            "look at it: breakglass ledger verify; take the newest copy from a kit"};
}

Error at_line(Error error, std::uint64_t lines_before) {
    error.message = fmt::format("line {} of the ledger: {}", lines_before + 1, error.message);
    error.hint = "look at it: breakglass ledger verify; take the newest copy from a kit";
    return error;
}

Result<records::LedgerEntry> checked(records::LedgerEntry entry) {
    if (auto sound = records::check_entry(entry); !sound) return std::move(sound).error();
    return entry;
}

records::LedgerEntry entry_of(const Record& record) {
    records::LedgerEntry entry;
    entry.act = record.act;
    entry.actor = record.actor;
    entry.login = login_name();
    entry.case_name = record.case_name;
    entry.facts = record.facts;
    entry.statement = record.statement;
    return entry;
}

Bytes line_of(const records::LedgerEntry& entry) {
    Bytes line = records::encode_entry(entry);
    line.push_back('\n');
    return line;
}

/// The number of a ledger's first entry.
std::optional<std::uint64_t> first_number_of(const records::LedgerEntry& first) {
    if (first.act != continue_act) return 0;
    const std::string* size = first.fact("last_size");
    const std::string* root = first.fact("last_root");
    if (size == nullptr || root == nullptr || !hash_from_hex(*root)) return std::nullopt;
    return number_from(*size);
}

}  // namespace

Result<Ledger> Ledger::create(const std::filesystem::path& folder, const Record& first,
                              std::int64_t now) {
    Ledger ledger(folder);
    auto entry = ledger.next(first, now);
    if (!entry) return std::move(entry).error();
    if (auto made = disk::ensure_directory(folder.string()); !made) {
        return std::move(made).error();
    }
    const std::string path = entries_file(folder).string();
    const Bytes line = line_of(*entry);
    if (auto written = disk::write_new_file(path, line); !written) {
        Error error = std::move(written).error();
        if (error.rule == "FILE-EXISTS") {
            error.rule = "LEDGER-EXISTS";
            error.hint = "a ledger is never begun twice; after a loss: breakglass ledger continue";
        }
        return error;
    }
    std::optional<Error> broken;
    check(ledger.take_lines(line, broken) == line.size(), "a new ledger reads back");
    return ledger;
}

Status Ledger::take_line(ByteView line) {
    auto entry = records::parse_entry(line);
    if (!entry) return at_line(std::move(entry).error(), entries_.size());
    if (entries_.empty()) {
        const auto first = first_number_of(*entry);
        if (!first) return broken_at(entry->number, "does not quote the head it continues");
        first_ = *first;
    }
    const std::uint64_t number = first_ + entries_.size();
    if (entry->number != number) {
        return broken_at(number, fmt::format("carries the number {}: lines were removed, moved "
                                             "or put in",
                                             entry->number));
    }
    if (entry->after != tree_.root()) {
        return broken_at(number,
                         "does not follow from the entries before it: one of them was "
                         "changed after it was written");
    }
    if (!entries_.empty() && entry->time < entries_.back().time) {
        return broken_at(number, "is older than the entry before it");
    }
    const Hash256 leaf = tree::leaf_hash(line);
    tree_.append(leaf);
    leaves_.push_back(leaf);
    entries_.push_back(std::move(*entry));
    return {};
}

std::size_t Ledger::take_lines(ByteView bytes, std::optional<Error>& broken) {
    std::size_t taken = 0;
    while (taken < bytes.size()) {
        const ByteView rest = bytes.subspan(taken);
        const void* end = std::memchr(rest.data(), '\n', rest.size());
        if (end == nullptr) break;
        const auto length =
            static_cast<std::size_t>(static_cast<const std::uint8_t*>(end) - rest.data());
        if (auto sound = take_line(rest.first(length)); !sound) {
            broken = std::move(sound).error();
            break;
        }
        taken += length + 1;
        last_bytes_ = length + 1;
    }
    bytes_ += taken;
    unfinished_ = bytes.size() - taken;
    return taken;
}

Ledger Ledger::read_sound_part(const std::filesystem::path& folder, ByteView stored,
                               std::optional<Break>& broken) {
    Ledger ledger(folder);
    std::optional<Error> error;
    const std::size_t taken = ledger.take_lines(stored, error);
    if (!error && ledger.entries_.empty()) {
        error = broken_at(0, "is missing: the ledger is empty");
    }
    if (error) {
        broken = Break{std::move(*error), ledger.first_ + ledger.entries_.size(),
                       std::string(as_text(stored.subspan(taken)))};
        ledger.unfinished_ = 0;
    }
    return ledger;
}

Result<Ledger> Ledger::open_sound_part(const std::filesystem::path& folder,
                                       std::optional<Break>& broken) {
    const auto stored = [&]() -> Result<Bytes> {
        const auto file = EntriesFile::open(folder, EntriesFile::Use::reading);
        if (!file) return file.error();
        return file->read_from(0);
    }();
    if (!stored) return stored.error();
    return read_sound_part(folder, *stored, broken);
}

Result<Ledger> Ledger::open(const std::filesystem::path& folder) {
    std::optional<Break> broken;
    auto ledger = open_sound_part(folder, broken);
    if (!ledger) return ledger;
    if (broken) return std::move(broken->error);
    if (auto held = check_checkpoints(*ledger); !held) return std::move(held).error();
    return ledger;
}

/// Reads what other processes added; cuts off a line that none of them finished.
Status Ledger::catch_up(EntriesFile& file) {
    const auto size = file.size();
    if (!size) return size.error();
    if (*size < bytes_) {
        return Error{ErrorKind::unverified, "LEDGER-ROLLED-BACK",
                     fmt::format("the ledger shrank from {} to {} bytes while this command ran",
                                 bytes_, *size),
                     "look at it: breakglass ledger verify; take the newest copy from a kit"};
    }
    const auto read = file.read_from(bytes_ - last_bytes_);
    if (!read) return read.error();
    // the last line we know again: the same file, and nobody changed its end
    const ByteView known = ByteView(*read).first(std::min(last_bytes_, read->size()));
    if (known.empty() || known.back() != '\n' ||
        tree::leaf_hash(known.first(known.size() - 1)) != leaves_.back()) {
        return Error{ErrorKind::unverified, "LEDGER-REPLACED",
                     fmt::format("entry {} was changed, or the ledger begun anew, while this "
                                 "command ran",
                                 entries_.back().number),
                     "look at it: breakglass ledger verify; then run the same command again"};
    }
    const ByteView added = ByteView(*read).subspan(known.size());
    std::optional<Error> broken;
    const std::size_t taken = take_lines(added, broken);
    if (broken) return std::move(*broken);
    if (unfinished_ == 0) return {};
    // An interrupted write, or a line whose newline was damaged: the bytes are kept for whoever
    // has to find out.
    const std::string kept =
        (folder_ / fmt::format("unfinished-{:010}.part", head().size)).string();
    if (auto put = disk::replace_file(kept, added.subspan(taken)); !put) return put;
    if (auto cut = file.cut(bytes_); !cut) return cut;
    console::warn(
        fmt::format("the last line of the ledger was never finished; its {} bytes were "
                    "cut off and kept in {}",
                    unfinished_, console::quoted(kept)));
    unfinished_ = 0;
    return {};
}

Result<records::LedgerEntry> Ledger::next(const Record& record, std::int64_t now) const {
    records::LedgerEntry entry = entry_of(record);
    if (entries_.empty()) {
        const auto first = first_number_of(entry);
        if (!first) {
            return Error{ErrorKind::usage, "LEDGER-ENTRY",
                         "a ledger that continues another quotes its last head", ""};
        }
        entry.number = *first;
    } else {
        entry.number = head().size;
    }
    entry.after = tree_.root();
    entry.time = now;
    if (!entries_.empty() && now < entries_.back().time) {
        const std::int64_t last = entries_.back().time;
        if (last - now > tolerated_seconds) {
            return Error{ErrorKind::failed, "LEDGER-CLOCK",
                         fmt::format("this machine's clock says {}, but entry {} was written at {}",
                                     console::rfc3339(std::max<std::int64_t>(now, 0)),
                                     entries_.back().number, console::rfc3339(last)),
                         "check the clock (timedatectl); if a clock ran ahead when that entry was "
                         "written: breakglass ledger continue"};
        }
        entry.time = last;
    }
    return checked(std::move(entry));
}

Result<records::LedgerEntry> Ledger::append(const Record& record, std::int64_t now) {
    auto file = EntriesFile::open(folder_, EntriesFile::Use::writing);
    if (!file) return std::move(file).error();
    if (auto current = catch_up(*file); !current) return std::move(current).error();
    auto entry = next(record, now);
    if (!entry) return entry;
    const Bytes line = line_of(*entry);
    if (auto written = file->append(bytes_, line); !written) return std::move(written).error();
    std::optional<Error> broken;
    check(take_lines(line, broken) == line.size(), "an entry that was written reads back");
    return entry;
}

tree::Head Ledger::head() const {
    return {first_ + tree_.size(), tree_.root()};
}

tree::Head Ledger::head_at(std::uint64_t size) const {
    check(size >= first_ && size <= head().size, "a head of a size that the ledger had");
    const auto index = static_cast<std::size_t>(size - first_);
    // every entry says what came before it, and that was checked when it was read
    if (index < entries_.size()) return {size, entries_[index].after};
    return head();
}

Status Ledger::compare(std::uint64_t size, const std::optional<Hash256>& root,
                       const std::string& who) const {
    if (size > head().size) {
        return Error{ErrorKind::unverified, "LEDGER-ROLLED-BACK",
                     fmt::format("{} saw {} entries of this ledger, which has only {}",
                                 console::printable(who), size, head().size),
                     "find the newest copy (kits, the other machine) and work with that one; if "
                     "it is lost for good: breakglass ledger continue"};
    }
    if (!root || size < first_) return {};
    const bool quoted_head = size == first_ && first_ > 0 && !entries_.empty();
    const bool same = quoted_head ? to_hex(*root) == *entries_.front().fact("last_root")
                                  : *root == head_at(size).root;
    if (same) return {};
    return Error{ErrorKind::unverified, "LEDGER-FORKED",
                 fmt::format("{} saw other entries among the first {} of this ledger: history was "
                             "changed, or two copies of one escrow both went on",
                             console::printable(who), size),
                 "compare the copies: breakglass ledger verify --against FOLDER"};
}

Hash256 batch_root(std::size_t count, const std::function<Bytes(std::size_t)>& item) {
    tree::GrowingTree tree;
    for (std::size_t i = 0; i < count; ++i)
        tree.append(tree::leaf_hash(item(i)));
    return tree.root();
}

}  // namespace breakglass::ledger
