#pragma once
// The policy of an escrow: who holds shares, who approves, where the backups lie.
// Source: docs/policy.md; DESIGN names the file escrow.toml.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <breakglass/ground/bytes.h>
#include <breakglass/ground/hash.h>
#include <breakglass/ground/result.h>
#include <breakglass/policy/duration.h>
#include <breakglass/policy/label_glob.h>

namespace breakglass::policy {

inline constexpr std::size_t max_policy_bytes = std::size_t{1} << 20U;
/// SLIP-39 allows at most 16 groups and 16 members in each.
inline constexpr int max_groups = 16;
inline constexpr int max_holders = 16;

/// How a share reaches its custodian.
enum class DeliveryKind {
    paper,  // a printed card
    age,    // an age file to age1...
    ssh,    // an age file to ssh-ed25519 ...
    token,  // an age file to a key in a PKCS#11 token
};

struct Delivery {
    DeliveryKind kind = DeliveryKind::paper;
    std::string text;  // as written: paper, age1..., ssh-ed25519 ..., pkcs11:...
};

/// One custodian's place in a group.
struct Holder {
    std::string person;  // the id of a Person
    Delivery delivery;
};

/// One SLIP-39 group: any threshold of its holders open it.
struct Group {
    std::string name;
    int threshold = 0;
    std::vector<Holder> holders;
};

struct Recovery {
    int groups_required = 1;
    std::vector<Group> groups;
    /// The age or SSH recipients that an approved incident may hand the key itself to; mostly none.
    std::vector<std::string> export_to;
};

/// The acts that need a case and other people's approval.
enum class CaseKind { incident, restore, drill, policy, destruction, exception };

std::string_view name_of(CaseKind kind);

/// What one kind of case needs. The defaults hold where the policy is silent.
struct ApprovalRule {
    int approvals = 0;
    Duration collect = Duration::hours(8);      // from the request until all have approved
    Duration use = Duration::hours(4);          // from the last approval until the act begins
    Duration cooling_off = Duration::hours(0);  // between the last approval and the act
    bool requester_share_counts = false;
};

/// A stricter or laxer number of approvals for the restores of some labels.
struct RestoreRule {
    LabelGlob label;
    int approvals = 0;
};

enum class AfterUse { rewrap, re_encrypt };

struct Rotation {
    std::optional<Duration> kek_age;
    AfterUse after_recovery = AfterUse::rewrap;
    AfterUse after_departure = AfterUse::rewrap;
};

struct Drill {
    std::optional<Duration> every;
    std::optional<Duration> card_check;
};

/// A place where sealed backups lie.
struct Store {
    std::string name;
    std::string path;  // absolute, in its simplest form: no "." or "..", no "//", no "/" at the end
    std::string surface;  // database, object-storage, archive, search-index, disk; may be empty
    std::optional<Duration> retain;
    bool writable = true;  // false: written once, new headers go beside the file
};

struct Person {
    std::string id;
    std::string name;  // as people write it, in any script: shown, never compared; may be empty
    std::string place;
    std::string zone;  // "Asia/Jakarta"; may be empty
    std::string phone;
    std::vector<std::string> roles;  // requester, approver, custodian, operator, witness, auditor
    std::string ssh;                 // "ssh-ed25519 AAAA..." without a comment; may be empty

    bool has_role(std::string_view role) const;
};

struct Policy {
    std::string escrow;
    std::string owner;
    std::string purpose;
    std::optional<Duration> objective;
    Recovery recovery;
    std::vector<ApprovalRule> approval;  // one per CaseKind, in its order
    std::vector<RestoreRule> restore;
    Rotation rotation;
    Drill drill;
    std::vector<Store> stores;
    std::vector<Person> persons;

    Bytes stored;    // the file's bytes, as they were read
    Hash256 hash{};  // SHA-256 of stored: the policy hash that statements quote

    const ApprovalRule& rule(CaseKind kind) const;
    /// The approvals that a restore of this label needs: the strictest [[restore]] that matches,
    /// or [approval] restore when none does.
    int restore_approvals(std::string_view label) const;
    /// Null when nobody has this id.
    const Person* person(std::string_view id) const;
    /// Null when no store has this name.
    const Store* store(std::string_view name) const;
};

/// Reads and checks a whole escrow.toml; file_name is used in messages only.
/// Errors: usage, with a rule id POLICY-* of docs/policy.md, the line, what was found and expected.
Result<Policy> parse_policy(ByteView bytes, std::string_view file_name = "escrow.toml");

/// A file inside a store.
struct StorePlace {
    std::string store;     // the store's name
    std::string relative;  // the path below the store's path, with "/" between the parts
};

/// The innermost store that holds an absolute path in its simplest form, or nothing.
/// The file system is not asked: see escrow::Directory::place_of for a path as a user typed it.
std::optional<StorePlace> place_in_store(const Policy& policy, std::string_view absolute_path);

}  // namespace breakglass::policy
