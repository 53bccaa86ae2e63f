#include "card_text.h"

#include <algorithm>

#include <fmt/format.h>

#include <breakglass/ground/check.h>
#include <breakglass/records/utc.h>

namespace breakglass::ceremony {

namespace {

constexpr std::size_t words_a_row = 4;
constexpr std::size_t word_column = 10;  // the longest word has 8 letters
constexpr std::string_view holder_label = "  holder      ";

/// Grows in locked memory only.
class SecretText {
  public:
    void add(std::string_view text) { add(as_bytes(text)); }
    void add(ByteView text) {
        check(size_ + text.size() <= text_.size(), "a card longer than a card can be");
        std::copy(text.begin(), text.end(),
                  text_.expose_mut().begin() + static_cast<std::ptrdiff_t>(size_));
        size_ += text.size();
    }
    SecretBytes take() && {
        return SecretBytes::copy_of(text_.expose().first(size_));  // many cards wait at once
    }

  private:
    SecretBytes text_{16384};
    std::size_t size_ = 0;
};

/// "3 of the 5 cards of group custodians"; with several groups, which of them.
std::string what_opens(const records::Manifest& manifest) {
    std::string text;
    for (const records::Group& group : manifest.groups) {
        const bool copies = group.threshold == 1;
        if (!text.empty()) text += "\n              ";
        text += copies ? fmt::format("any card of group {} (all carry the same words)", group.name)
                       : fmt::format("any {} of the {} cards of group {}", group.threshold,
                                     group.members.size(), group.name);
    }
    if (manifest.groups.size() > 1) {
        text +=
            manifest.groups_required == manifest.groups.size()
                ? fmt::format("\n              all {} groups are needed", manifest.groups.size())
                : fmt::format("\n              any {} of these {} groups are needed",
                              manifest.groups_required, manifest.groups.size());
    }
    return text;
}

bool opens_alone(const records::Manifest& manifest, const records::Group& group) {
    return manifest.groups_required == 1 && group.threshold == 1;
}

void add_numbered(SecretText& text, ByteView mnemonic) {
    std::size_t number = 0;
    while (!mnemonic.empty()) {
        const auto blank = std::find(mnemonic.begin(), mnemonic.end(), std::uint8_t{' '});
        const auto length = static_cast<std::size_t>(blank - mnemonic.begin());
        text.add(fmt::format("{}{:>4} ", number % words_a_row == 0 ? " " : "", number + 1));
        text.add(mnemonic.first(length));
        mnemonic = mnemonic.subspan(std::min(length + 1, mnemonic.size()));
        ++number;
        if (mnemonic.empty() || number % words_a_row == 0)
            text.add("\n");
        else
            text.add(std::string(word_column - std::min(length, word_column), ' '));
    }
}

}  // namespace

SecretBytes card_text(const policy::Policy& policy, const records::Manifest& manifest,
                      std::size_t group_index, std::size_t position, const SecretBytes& mnemonic) {
    const records::Group& group = manifest.groups[group_index];
    const records::Member& member = group.members[position];
    const policy::Person* owner = policy.person(policy.owner);
    const std::string phone = owner != nullptr ? owner->phone : "";
    const std::string call = phone.empty() ? policy.owner : policy.owner + ", " + phone;
    const std::string number =
        group.threshold == 1
            ? fmt::format("copy {} of {}, group {}", position + 1, group.members.size(), group.name)
            : fmt::format("number {} of {}, group {}", member.index + 1, group.members.size(),
                          group.name);

    SecretText text;
    text.add(manifest.practice ? "BREAKGLASS PRACTICE CARD: opens nothing real\n\n"
                               : "BREAKGLASS RECOVERY CARD: keep it secret, keep it safe\n\n");
    text.add(fmt::format("  escrow      {}: {}\n", manifest.escrow, policy.purpose));
    text.add(fmt::format("{}{}\n", holder_label, member.holder));
    text.add(fmt::format("  card        {}\n", number));
    text.add(fmt::format("  set         {}\n", manifest.set_id));
    text.add(fmt::format("  made        {}\n", records::utc_text(manifest.created_at)));
    text.add(fmt::format("  opens with  {}\n", what_opens(manifest)));
    text.add(fmt::format("  recipient   {}\n\n", manifest.recipient));
    text.add("The words, numbered:\n\n");
    add_numbered(text, mnemonic.expose());
    text.add("\nThe same words on one line, for any SLIP-39 tool (no passphrase):\n\n");
    text.add(mnemonic.expose());
    text.add(fmt::format(
        "\n\n"
        "What this is. One part of the key that opens the backups of escrow {0} when\n"
        "everything else is lost. {3}\n\n"
        "What to do with it. Keep it where only you can reach it. Do not photograph it, copy\n"
        "it, or type it into a computer, except when {1} calls for it and you know who\n"
        "approved that. Tell {1} at once when it is lost, seen by others or damaged.\n\n"
        "Found it? Please call {2}\n\n"
        "Without breakglass: join the words with any SLIP-39 tool; the 32 bytes that come out\n"
        "are the X25519 secret of an age identity (age-encryption.org).\n",
        manifest.escrow, policy.owner, call,
        opens_alone(manifest, group) ? "It opens them alone."
                                     : "Alone it opens nothing; it needs other cards."));
    return std::move(text).take();
}

}  // namespace breakglass::ceremony
