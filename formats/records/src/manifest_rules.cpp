#include "rules.h"

#include <algorithm>
#include <set>

#include <breakglass/age/x25519.h>
#include <breakglass/records/manifest.h>
#include <breakglass/records/utc.h>
#include <breakglass/sealed/keys.h>
#include <breakglass/sealed/plain_text.h>
#include <breakglass/text/person_name.h>

namespace breakglass::records {

namespace {

constexpr std::size_t max_groups = 16;            // SLIP-39: four bits
constexpr std::size_t max_shares = 16;            // the same
constexpr std::size_t max_copies = 64;            // of one share; the standard sets no bound
constexpr std::uint16_t max_identifier = 0x7fff;  // SLIP-39: 15 bits

Error refuse(const std::string& rule, const std::string& why) {
    return {ErrorKind::unverified, rule, "the manifest " + why, ""};
}

Status check_text(const std::string& text, const std::string& what, std::size_t most,
                  bool may_be_empty = false) {
    auto plain = sealed::check_plain_text(text, what, most, may_be_empty);
    if (plain) return plain;
    return refuse("MANIFEST-TEXT", "breaks a rule: " + plain.error().message);
}

Status check_member(const Member& member) {
    if (auto text = check_text(member.holder, "holder's id", max_person_bytes); !text) return text;
    if (!member.name.empty() &&
        (member.name.size() > max_person_bytes || !text::is_person_name(member.name))) {
        return refuse("MANIFEST-TEXT",
                      "breaks a rule: a holder's name is too long, or holds "
                      "characters that control, hide or turn it");
    }
    return check_text(member.delivery, "delivery", max_delivery_bytes);
}

Error twice(const Group& group, const std::string& why) {
    return refuse("MANIFEST-MEMBER-TWICE", why + " in group \"" + group.name + "\"");
}

/// A threshold of 1 has one share only (SLIP-39), which several members may hold.
Status check_copies(const Group& group) {
    std::set<std::string> holders;
    for (const Member& member : group.members) {
        if (member.index != 0) return twice(group, "has more than the one share");
        if (!holders.insert(member.holder).second) {
            return twice(group, "names \"" + member.holder + "\" twice for the one share");
        }
        if (member.commitment != group.members.front().commitment) {
            return twice(group, "gives copies of one share different commitments");
        }
    }
    return {};
}

/// Shares are numbered without gaps, so that "2 of 3" and the list agree.
Status check_shares(const Group& group) {
    std::set<Hash256> commitments;
    std::size_t expected = 0;
    for (const Member& member : group.members) {
        if (member.index != expected++) {
            return twice(group, "does not number the shares 0, 1, 2 and so on");
        }
        if (member.commitment && !commitments.insert(*member.commitment).second) {
            return twice(group, "gives two shares one commitment");
        }
    }
    return {};
}

Status check_group(const Group& group) {
    if (auto text = check_text(group.name, "group's name", max_person_bytes); !text) return text;
    const std::size_t members = group.members.size();
    const std::size_t most = group.threshold == 1 ? max_copies : max_shares;
    if (group.threshold < 1 || group.threshold > members || members > most) {
        return refuse("MANIFEST-THRESHOLD", "asks for " + std::to_string(group.threshold) + " of " +
                                                std::to_string(members) + " shares in group \"" +
                                                group.name + "\", at most " + std::to_string(most) +
                                                " are possible");
    }
    for (const Member& member : group.members) {
        if (auto sound = check_member(member); !sound) return sound;
    }
    return group.threshold == 1 ? check_copies(group) : check_shares(group);
}

Status check_groups(const Manifest& manifest) {
    const std::size_t groups = manifest.groups.size();
    if (groups > max_groups || manifest.groups_required < 1 || manifest.groups_required > groups) {
        return refuse("MANIFEST-THRESHOLD", "asks for " + std::to_string(manifest.groups_required) +
                                                " of " + std::to_string(groups) + " groups");
    }
    std::set<std::string> names;
    for (const Group& group : manifest.groups) {
        if (auto sound = check_group(group); !sound) return sound;
        if (!names.insert(group.name).second) {
            return refuse("MANIFEST-MEMBER-TWICE", "has two groups named \"" + group.name + "\"");
        }
    }
    return {};
}

}  // namespace

Status check_manifest(const Manifest& manifest) {
    if (auto text = check_text(manifest.escrow, "escrow's name", max_escrow_bytes); !text) {
        return text;
    }
    if (!age::X25519Recipient::parse(manifest.recipient)) {
        return refuse("MANIFEST-SET-ID", "names no age1... recovery recipient");
    }
    if (manifest.set_id != sealed::recipient_id(manifest.recipient)) {
        return refuse("MANIFEST-SET-ID", "does not name set " +
                                             sealed::recipient_id(manifest.recipient) +
                                             ", which is its recipient's");
    }
    if (manifest.identifier > max_identifier) {
        return refuse("MANIFEST-MALFORMED", "has a SLIP-39 identifier of more than 15 bits");
    }
    if (manifest.created_at < 0 || manifest.created_at > max_time) {
        return refuse("MANIFEST-MALFORMED", "was not made between the years 1970 and 9999");
    }
    return check_groups(manifest);
}

}  // namespace breakglass::records
