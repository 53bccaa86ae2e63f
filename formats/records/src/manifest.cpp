#include "manifest.pb.h"
#include "rules.h"

#include <algorithm>

#include <breakglass/records/manifest.h>

namespace breakglass::records {

namespace {

constexpr std::uint32_t format_version = 1;
constexpr std::uint32_t real_key = 1;
constexpr std::uint32_t practice_key = 2;

Error malformed(const std::string& why) {
    return {ErrorKind::unverified, "MANIFEST-MALFORMED", "the manifest is malformed: " + why,
            "take the manifest from the newest kit"};
}

std::string encode(const Manifest& manifest) {
    stored::Manifest message;
    message.set_format(format_version);
    message.set_escrow(manifest.escrow);
    message.set_set_id(manifest.set_id);
    message.set_identifier(manifest.identifier);
    message.set_recipient(manifest.recipient);
    message.set_groups_required(manifest.groups_required);
    for (const Group& group : manifest.groups) {
        stored::Group& to = *message.add_groups();
        to.set_name(group.name);
        to.set_threshold(group.threshold);
        for (const Member& member : group.members) {
            stored::Member& entry = *to.add_members();
            entry.set_index(member.index);
            entry.set_holder(member.holder);
            entry.set_name(member.name);
            entry.set_delivery(member.delivery);
            if (member.commitment) entry.set_commitment(as_string(*member.commitment));
        }
    }
    message.set_created_at(manifest.created_at);
    message.set_purpose(manifest.practice ? practice_key : real_key);
    return message.SerializeAsString();
}

Result<Member> read_member(const stored::Member& from) {
    if (from.index() > 15) return malformed("a share's index is above 15");
    Member member;
    member.index = static_cast<std::uint8_t>(from.index());
    member.holder = from.holder();
    member.name = from.name();
    member.delivery = from.delivery();
    if (!from.commitment().empty()) {
        member.commitment = as_hash(from.commitment());
        if (!member.commitment) return malformed("a share commitment is not 32 bytes");
    }
    return member;
}

Result<Group> read_group(const stored::Group& from) {
    if (from.threshold() > 16) return malformed("a threshold is above 16");
    Group group;
    group.name = from.name();
    group.threshold = static_cast<std::uint8_t>(from.threshold());
    for (const stored::Member& entry : from.members()) {
        auto member = read_member(entry);
        if (!member) return std::move(member).error();
        group.members.push_back(std::move(*member));
    }
    return group;
}

}  // namespace

Bytes encode_manifest(const Manifest& manifest) {
    check(static_cast<bool>(check_manifest(manifest)), "a manifest is checked before it is stored");
    const std::string bytes = encode(manifest);
    return Bytes(bytes.begin(), bytes.end());
}

Result<Manifest> parse_manifest(ByteView bytes) {
    if (bytes.size() > max_manifest_bytes) return malformed("it is larger than 1 MiB");
    stored::Manifest message;
    if (!message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
        return malformed("it is not the Protobuf message expected");
    }
    if (message.format() != format_version) {
        return malformed("its format is " + std::to_string(message.format()) + ", 1 was expected");
    }
    if (message.identifier() > 0x7fff) return malformed("its identifier has more than 15 bits");
    if (message.groups_required() > 16) return malformed("it requires more than 16 groups");
    Manifest manifest;
    manifest.escrow = message.escrow();
    manifest.set_id = message.set_id();
    manifest.identifier = static_cast<std::uint16_t>(message.identifier());
    manifest.recipient = message.recipient();
    manifest.groups_required = static_cast<std::uint8_t>(message.groups_required());
    for (const stored::Group& entry : message.groups()) {
        auto group = read_group(entry);
        if (!group) return std::move(group).error();
        manifest.groups.push_back(std::move(*group));
    }
    manifest.created_at = message.created_at();
    if (message.purpose() != real_key && message.purpose() != practice_key) {
        return malformed("it does not say whether its key is real");
    }
    manifest.practice = message.purpose() == practice_key;
    if (auto sound = check_manifest(manifest); !sound) return std::move(sound).error();
    // one spelling per value: no unknown or repeated fields, no stretched numbers
    if (encode(manifest) != as_text(bytes)) return malformed("it is not in its one spelling");
    return manifest;
}

Hash256 share_commitment(const std::string& set_id, std::uint8_t group, std::uint8_t member,
                         const SecretBytes& value) {
    check(set_id.size() == 8 && group < 16 && member < 16, "a share has its place in a set");
    check(value.size() >= 16 && value.size() <= 64, "a share's value has 16 to 64 bytes");
    SecretBytes message(set_id.size() + 2 + value.size());
    const auto bytes = message.expose_mut();
    std::ranges::copy(set_id, bytes.begin());
    bytes[8] = group;
    bytes[9] = member;
    std::ranges::copy(value.expose(), bytes.begin() + 10);
    return blake2b_256("breakglass/v1/share", message.expose());
}

}  // namespace breakglass::records
