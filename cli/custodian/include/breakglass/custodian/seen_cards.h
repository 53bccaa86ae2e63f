#pragma once
// Which cards of which sets were checked on this machine, so that it never comes to see enough of
// them. Source: docs/formats/checked-cards.md.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <breakglass/ground/bytes.h>
#include <breakglass/ground/result.h>

namespace breakglass::custodian {

inline constexpr std::size_t max_seen_bytes = std::size_t{1} << 20U;

/// A share that was read here. Numbers as in SLIP-39, from 0.
struct SeenCard {
    std::string set_id;
    std::size_t group = 0;
    std::size_t member = 0;
    bool operator==(const SeenCard&) const = default;
};

/// Errors: unverified (CHECK-NOTE-MALFORMED) naming the line.
Result<std::vector<SeenCard>> parse_seen(ByteView text);
std::string encode_seen(const std::vector<SeenCard>& cards);

/// How many different cards of a group one machine may check: two fewer than open the group, so
/// that even with one more card that somebody brings it stays closed; but always one, since a card
/// that can be checked nowhere is worth less than one that is checked at its holder's.
std::size_t most_on_one_machine(std::size_t threshold);

/// Takes a card in. group_name: for the message. Errors: unverified (CHECK-TOO-MANY); cards stays
/// as it was.
Status add_seen(std::vector<SeenCard>& cards, const SeenCard& seen, std::size_t threshold,
                const std::string& group_name);

/// The same against a file, made when missing (mode 0600), durable before this returns; several
/// commands may do so at once.
/// Errors: as parse_seen and add_seen; failed (CHECK-NOTE-WRITE).
Status note_seen(const std::string& file, const SeenCard& seen, std::size_t threshold,
                 const std::string& group_name);

/// $XDG_STATE_HOME/breakglass/checked-cards, or ~/.local/state/breakglass/checked-cards; its
/// directories are made. Errors: failed (CHECK-NOTE-WRITE).
Result<std::string> default_seen_file();

}  // namespace breakglass::custodian
