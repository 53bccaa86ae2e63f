// The checksum is linear: what remains of it depends on the errors alone. So each word that may be
// wrong contributes ten columns of 30 bits, and a repair is the solution of a linear system.

#include "checksum.h"
#include "mnemonic.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include <breakglass/scheme/repair.h>

namespace breakglass::slip39 {

namespace {

constexpr unsigned bits_per_word = 10;
using Columns = std::array<std::uint32_t, bits_per_word>;  // what each bit of a word adds

/// For each position, what its bits add to the remainder.
std::vector<Columns> contributions(std::size_t words) {
    std::vector<Columns> columns(words);
    for (unsigned bit = 0; bit < bits_per_word; ++bit) {
        std::uint32_t added = 1U << bit;
        for (std::size_t position = words; position-- > 0;) {
            columns[position][bit] = added;
            added = checksum_step(added, 0);
        }
    }
    return columns;
}

/// The change of each word at positions that explains the remainder, if there is one. At most
/// three positions: then the columns are independent and the answer is unique.
std::optional<std::vector<std::uint32_t>> solve(const std::vector<Columns>& columns,
                                                std::span<const std::size_t> positions,
                                                std::uint32_t remainder) {
    struct Row {
        std::uint32_t sum = 0;      // of columns
        std::uint32_t columns = 0;  // which ones, as bits
    };
    std::array<Row, 30> by_top_bit{};
    const auto reduce = [&](Row row) {
        for (unsigned bit = 30; bit-- > 0;) {
            if ((row.sum >> bit & 1U) == 0 || by_top_bit[bit].sum == 0) continue;
            row.sum ^= by_top_bit[bit].sum;
            row.columns ^= by_top_bit[bit].columns;
        }
        return row;
    };
    std::uint32_t name = 1;
    for (const std::size_t position : positions) {
        for (const std::uint32_t column : columns[position]) {
            const Row row = reduce({column, name});
            name <<= 1;
            for (unsigned bit = 30; bit-- > 0;) {
                if ((row.sum >> bit & 1U) == 0) continue;
                by_top_bit[bit] = row;
                break;
            }
        }
    }
    const Row answer = reduce({remainder, 0});
    if (answer.sum != 0) return std::nullopt;
    std::vector<std::uint32_t> changes;
    for (std::size_t at = 0; at < positions.size(); ++at) {
        changes.push_back(answer.columns >> (bits_per_word * at) & 1023U);
    }
    return changes;
}

class Search {
  public:
    explicit Search(ReadWords words)
        : words_(std::move(words)), columns_(contributions(words_.numbers.size())) {
        unreadable_ = words_.illegible;
        unreadable_.insert(unreadable_.end(), words_.unknown.begin(), words_.unknown.end());
        std::ranges::sort(unreadable_);
    }

    std::size_t unreadable() const { return unreadable_.size(); }

    std::vector<Repair> run() {
        for (const bool extendable : {false, true}) {
            const std::uint32_t remainder = checksum_remainder(words_.numbers, extendable);
            if (try_positions(unreadable_, remainder, extendable)) {
                if (unreadable_.empty()) break;  // the words are right as they stand
                continue;
            }
            if (unreadable_.size() <= 1) try_one_more(remainder, extendable);
        }
        return std::move(repairs_);
    }

  private:
    /// One wrong word besides what is unreadable; at most one place can explain it.
    void try_one_more(std::uint32_t remainder, bool extendable) {
        for (std::size_t position = 0; position < words_.numbers.size(); ++position) {
            if (std::ranges::count(unreadable_, position) > 0) continue;
            std::vector<std::size_t> positions = unreadable_;
            positions.push_back(position);
            std::ranges::sort(positions);
            try_positions(positions, remainder, extendable);
        }
    }

    bool try_positions(std::span<const std::size_t> positions, std::uint32_t remainder,
                       bool extendable) {
        const auto changes = solve(columns_, positions, remainder);
        if (!changes) return false;
        WordNumbers numbers = words_.numbers.clone();
        for (std::size_t at = 0; at < positions.size(); ++at) {
            numbers.set(positions[at], numbers.at(positions[at]) ^ (*changes)[at]);
        }
        // The flag chooses the checksum's start: an answer must agree with its own question.
        if (says_extendable(numbers) != extendable) return false;
        auto share = share_of(numbers);
        if (!share) return false;
        Repair repair{*std::move(share), text_of(numbers), {}};
        for (const std::size_t position : positions)
            repair.positions.push_back(position + 1);
        repairs_.push_back(std::move(repair));
        return true;
    }

    ReadWords words_;
    std::vector<Columns> columns_;
    std::vector<std::size_t> unreadable_;
    std::vector<Repair> repairs_;
};

}  // namespace

Result<std::vector<Repair>> repair(ByteView text) {
    auto words = read_words(text);
    if (!words) return std::move(words).error();
    Search search(*std::move(words));
    if (search.unreadable() > checksum_words) {
        return Error{ErrorKind::unverified, "SHARE-REPAIR-IMPOSSIBLE",
                     fmt::format("{} words cannot be read, expected at most {}",
                                 search.unreadable(), checksum_words),
                     "ask for another card of the set"};
    }
    std::vector<Repair> repairs = search.run();
    if (repairs.empty()) {
        return Error{ErrorKind::unverified, "SHARE-REPAIR-IMPOSSIBLE",
                     "no single wrong word explains the checksum",
                     "compare every word with the card, or write ? for those in doubt"};
    }
    return repairs;
}

}  // namespace breakglass::slip39
