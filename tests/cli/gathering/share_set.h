#pragma once
// A recovery key split among roles, with its manifest, for tests.

#include <string>
#include <vector>

#include <breakglass/age/x25519.h>
#include <breakglass/ground/check.h>
#include <breakglass/records/manifest.h>
#include <breakglass/scheme/split.h>
#include <breakglass/sealed/keys.h>

namespace breakglass::testing {

struct SplitSet {
    records::Manifest manifest;
    std::vector<slip39::Share> shares;  // group by group

    SecretBytes words(std::size_t share) const { return slip39::format_mnemonic(shares[share]); }
    SecretBytes qr(std::size_t share) const {
        std::string text = "BREAKGLASS 1 " + manifest.set_id + " " + manifest.recipient + " ";
        text += as_text(words(share).expose());
        for (char& letter : text)
            if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 32);
        return SecretBytes::copy_of(as_bytes(text));
    }
};

/// Groups of {threshold, members}; with a threshold of 1 the members hold copies of one share.
inline SplitSet split_set(const std::vector<slip39::Group>& groups, unsigned groups_required,
                          bool with_commitments = true) {
    const auto key = age::X25519Identity::generate();
    slip39::SplitPlan plan{.groups = groups, .groups_required = groups_required};
    for (slip39::Group& group : plan.groups)
        if (group.threshold == 1) group.members = 1;
    auto shares = slip39::split(key.secret(), SecretBytes(), plan);
    check(static_cast<bool>(shares), "the test's split failed");
    SplitSet set;
    set.shares = *std::move(shares);
    set.manifest = records::Manifest{.escrow = "test",
                                     .identifier = set.shares.front().identifier,
                                     .recipient = key.recipient().text(),
                                     .groups_required = static_cast<std::uint8_t>(groups_required),
                                     .created_at = 1'900'000'000};
    set.manifest.set_id = sealed::recipient_id(set.manifest.recipient);
    std::size_t share = 0;
    for (std::size_t g = 0; g < groups.size(); ++g) {
        records::Group group{.name = g == 0 ? "custodians" : "group" + std::to_string(g + 1),
                             .threshold = static_cast<std::uint8_t>(groups[g].threshold)};
        for (unsigned m = 0; m < groups[g].members; ++m) {
            const slip39::Share& its = set.shares[share];
            records::Member member{
                .index = its.member_index,
                .holder = "holder-" + std::to_string(g + 1) + "-" + std::to_string(m + 1),
                .delivery = "paper"};
            if (with_commitments)
                member.commitment = records::share_commitment(set.manifest.set_id, its.group_index,
                                                              its.member_index, its.value);
            group.members.push_back(member);
            if (groups[g].threshold > 1) ++share;
        }
        if (groups[g].threshold == 1) ++share;
        set.manifest.groups.push_back(group);
    }
    return set;
}

/// A share whose checksum is right and whose value is not.
inline SecretBytes forged_words(const slip39::Share& share) {
    slip39::Share forged = share.clone();
    forged.value.expose_mut()[7] ^= 0x20U;
    return slip39::format_mnemonic(forged);
}

}  // namespace breakglass::testing
