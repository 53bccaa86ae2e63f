#pragma once
// The keys of an escrow as the catalog knows them: KEKs and share sets. Names, owners, dates and
// states; never a key.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <breakglass/ground/result.h>

namespace breakglass::catalog {

/// Every time in the catalog: seconds since 1970, UTC.
using Time = std::int64_t;

/// ready: registered, seals nothing yet. active: new backups are sealed to it. retiring: opens,
/// never seals. destroyed: gone, kept for the record.
enum class KekState { ready, active, retiring, destroyed };

struct Kek {
    std::string id;    // 8 lower-case hex digits
    std::string name;  // unique among the KEKs of the escrow
    std::string recipient;
    std::string owner;  // a person of the policy
    std::string purpose;
    std::string keystore;  // file:/... or pkcs11:...
    KekState state = KekState::ready;
    Time created_at = 0;
};

/// The life of a share set; the last three mean the same as for a KEK.
enum class SetState { delivered, confirmed, active, retiring, destroyed };

struct ShareSet {
    std::string id;         // 8 lower-case hex digits
    std::string recipient;  // age1...
    SetState state = SetState::delivered;
    Time created_at = 0;
    std::optional<Time> spent_at;  // rejoined then: a rotation is owed
    std::string manifest;          // file name in manifests/; empty when the set came without one
};

/// One share that was read back. group and member: counted from 0, as in SLIP-39.
struct Confirmation {
    std::string set_id;
    std::uint32_t group = 0;
    std::uint32_t member = 0;
    Time at = 0;
    std::string how;  // "words", "qr", "file", ...
};

std::string_view name_of(KekState state);
std::string_view name_of(SetState state);

/// The KEKs of an escrow. At most one is active.
class KekRegister {
  public:
    virtual ~KekRegister() = default;
    /// Registers a KEK; it becomes active when no other is, else it is ready (kek.state is not
    /// looked at). Returns the state it got. Errors: usage (CATALOG-KEK-EXISTS) when id, name or
    /// recipient is taken.
    virtual Result<KekState> add(const Kek& kek) = 0;
    /// All of them, oldest first.
    virtual Result<std::vector<Kek>> all() = 0;
    /// By id, else by name.
    virtual Result<std::optional<Kek>> find(std::string_view id_or_name) = 0;
    virtual Result<std::optional<Kek>> active() = 0;
    /// Makes a ready KEK active and the one that was active retiring, at once. Asking again is
    /// fine. Errors: failed (CATALOG-KEK-UNKNOWN, CATALOG-KEK-STATE).
    virtual Status activate(std::string_view id) = 0;
    /// ready or active to retiring. Errors: as activate.
    virtual Status retire(std::string_view id) = 0;
    /// ready or retiring to destroyed. Errors: as activate; CATALOG-STILL-USED while any header,
    /// kept or published, is under it.
    virtual Status mark_destroyed(std::string_view id) = 0;
};

/// The share sets of an escrow. At most one is active.
class ShareSetRegister {
  public:
    virtual ~ShareSetRegister() = default;
    /// Registers a delivered set. Errors: failed (CATALOG-SET-EXISTS).
    virtual Status add(const ShareSet& set) = 0;
    /// All of them, oldest first.
    virtual Result<std::vector<ShareSet>> all() = 0;
    virtual Result<std::optional<ShareSet>> find(std::string_view id) = 0;
    virtual Result<std::optional<ShareSet>> active() = 0;

    /// Notes that a share was read back; a repeated one keeps its first date.
    /// Errors: failed (CATALOG-SET-UNKNOWN).
    virtual Status confirm(const Confirmation& confirmation) = 0;
    /// By group and member.
    virtual Result<std::vector<Confirmation>> confirmations(std::string_view set_id) = 0;

    /// delivered to confirmed. Errors: failed (CATALOG-SET-UNKNOWN, CATALOG-SET-STATE).
    virtual Status mark_confirmed(std::string_view id) = 0;
    /// Makes a confirmed set active and the one that was active retiring, at once. Asking again is
    /// fine. Errors: as mark_confirmed.
    virtual Status activate(std::string_view id) = 0;
    /// Every state but active to destroyed. Errors: as mark_confirmed; CATALOG-STILL-USED while any
    /// header, kept or published, is under it.
    virtual Status mark_destroyed(std::string_view id) = 0;
    /// Notes that the key was rejoined, and owes a rotation of the set with it. A set that is spent
    /// already keeps its first date. Errors: failed (CATALOG-SET-UNKNOWN).
    virtual Status mark_spent(std::string_view id, Time at, std::string_view reason) = 0;
};

}  // namespace breakglass::catalog
