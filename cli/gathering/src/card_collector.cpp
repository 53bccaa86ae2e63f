#include <algorithm>
#include <utility>

#include <breakglass/card/qr_text.h>
#include <breakglass/card/words_file.h>
#include <breakglass/gathering/card_collector.h>
#include <breakglass/ground/check.h>
#include <breakglass/scheme/combine.h>

namespace breakglass::gathering {

namespace {

constexpr std::size_t recovery_key_bytes = 32;

std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names)
        text += (text.empty() ? "" : ", ") + name;
    return text;
}

/// "director's card custodians 2", or "the copies custodians 1 of finance, legal".
std::string card_name(const records::Group& group, const AcceptedCard& card) {
    const std::string place = group.name + " " + std::to_string(card.member + 1);
    return "card " + place + " (" + joined(card.holders) + ")";
}

}  // namespace

CardCollector::CardCollector(records::Manifest manifest, std::vector<records::Manifest> others)
    : manifest_(std::move(manifest)), others_(std::move(others)) {
    check(static_cast<bool>(records::check_manifest(manifest_)), "a manifest that was not checked");
}

CardCollector CardCollector::without_manifest() {
    CardCollector collector;
    collector.learning_ = true;
    return collector;
}

void CardCollector::learn(const slip39::Share& share) {
    if (manifest_.groups.empty()) {
        manifest_.identifier = share.identifier;
        manifest_.groups_required = share.group_threshold;
        for (std::size_t number = 1; number <= share.group_count; ++number) {
            manifest_.groups.push_back({.name = std::to_string(number), .threshold = 0});
        }
    }
    if (share.identifier != manifest_.identifier || share.group_count != manifest_.groups.size()) {
        return;  // of another set: take() says so
    }
    records::Group& group = manifest_.groups[share.group_index];
    if (group.threshold == 0) group.threshold = share.member_threshold;
    const bool known = std::any_of(
        group.members.begin(), group.members.end(),
        [&](const records::Member& member) { return member.index == share.member_index; });
    if (known) return;
    group.members.push_back({
        .index = share.member_index,
    });
}

Error CardCollector::foreign_set(std::string_view from, const records::Manifest* other,
                                 const std::string& found) const {
    const std::string who = "\"" + std::string(from) + "\"";
    if (other != nullptr && other->practice && !manifest_.practice) {
        return Error{ErrorKind::unverified, "CARD-PRACTICE",
                     who + " is a card of the rehearsal " + other->set_id +
                         " and opens nothing real; this needs set " + manifest_.set_id,
                     "look for the card that shows set " + manifest_.set_id};
    }
    if (other != nullptr && !other->practice && manifest_.practice) {
        return Error{ErrorKind::unverified, "CARD-REAL",
                     who + " is a real card of set " + other->set_id + ", and this is a rehearsal",
                     "put it back into its envelope at once: it is not for rehearsals"};
    }
    const std::string set = other != nullptr ? "set " + other->set_id : found;
    return Error{ErrorKind::unverified, "CARD-FOREIGN-SET",
                 who + " is from " + set + ", this needs set " + manifest_.set_id,
                 "look for the card that shows set " + manifest_.set_id};
}

Result<AcceptedCard> CardCollector::take_words(ByteView words, std::string_view from) {
    auto share = slip39::parse_mnemonic(words);
    if (!share) {
        Error error = with_context(std::move(share).error(), "\"" + std::string(from) + "\"");
        if (error.hint.empty())
            error.hint = "compare it with the card word by word, or run: breakglass share repair";
        return error;
    }
    return take(*std::move(share), from);
}

Result<AcceptedCard> CardCollector::take_qr(ByteView text, std::string_view from) {
    const auto parts = card::split_qr_text(text);
    if (!parts) return with_context(parts.error(), "\"" + std::string(from) + "\"");
    if (const Status ours = check_purpose(parts->purpose == card::Purpose::practice, from); !ours)
        return ours.error();
    if (const Status ours = check_recipient(parts->recipient, from); !ours) return ours.error();
    return take_words(parts->words, from);
}

Status CardCollector::check_purpose(bool practice, std::string_view from) const {
    if (practice == manifest_.practice) return {};
    const std::string who = "\"" + std::string(from) + "\"";
    if (practice) return card::practice_error(who);
    return Error{ErrorKind::unverified, "CARD-REAL",
                 who + " is a real card, and this is a rehearsal",
                 "put it back into its envelope at once: it is not for rehearsals"};
}

Status CardCollector::check_recipient(const std::string& recipient, std::string_view from) {
    if (learning_ && manifest_.recipient.empty()) {
        manifest_.recipient = recipient;
        manifest_.set_id = card::set_id(recipient);
    }
    if (recipient == manifest_.recipient) return {};
    const auto other = std::find_if(
        others_.begin(), others_.end(),
        [&](const records::Manifest& candidate) { return candidate.recipient == recipient; });
    return foreign_set(from, other == others_.end() ? nullptr : &*other,
                       "set " + card::set_id(recipient) + ", which this escrow does not know");
}

Result<std::vector<Result<AcceptedCard>>> CardCollector::take_file(ByteView file,
                                                                   std::string_view from) {
    const auto lines = card::find_words(file);
    if (!lines) return with_context(lines.error(), "\"" + std::string(from) + "\"");
    std::vector<Result<AcceptedCard>> cards;
    for (const card::WordsLine& line : *lines) {
        const std::string place = lines->size() == 1
                                      ? std::string(from)
                                      : std::string(from) + " line " + std::to_string(line.number);
        Status ours = check_purpose(line.practice, place);
        // Words alone on a line name no purpose: the manifests tell whose they are.
        if (line.recipient.empty() && !line.practice) ours = {};
        if (ours && !line.recipient.empty()) ours = check_recipient(line.recipient, place);
        if (ours)
            cards.push_back(take_words(line.words, place));
        else
            cards.push_back(std::move(ours).error());
    }
    return cards;
}

Result<AcceptedCard> CardCollector::take(slip39::Share share, std::string_view from) {
    if (learning_) learn(share);
    const bool same_shape = share.group_count == manifest_.groups.size() &&
                            share.group_threshold == manifest_.groups_required &&
                            share.value.size() == recovery_key_bytes;
    if (share.identifier != manifest_.identifier || !same_shape) {
        const auto other =
            std::find_if(others_.begin(), others_.end(), [&](const records::Manifest& candidate) {
                return candidate.identifier == share.identifier &&
                       candidate.set_id != manifest_.set_id;
            });
        return foreign_set(from, other == others_.end() ? nullptr : &*other,
                           "a set that this escrow does not know");
    }
    // parse_mnemonic keeps the group's index below the group count.
    const records::Group& group = manifest_.groups[share.group_index];
    AcceptedCard card{
        .group = share.group_index, .member = share.member_index, .group_name = group.name};
    const records::Member* member = nullptr;
    for (const records::Member& candidate : group.members) {
        if (candidate.index != share.member_index) continue;
        member = &candidate;
        if (!candidate.holder.empty()) card.holders.push_back(candidate.holder);
    }
    if (member == nullptr || share.member_threshold != group.threshold) {
        return Error{ErrorKind::unverified, "CARD-UNKNOWN-MEMBER",
                     "\"" + std::string(from) + "\" says it is number " +
                         std::to_string(share.member_index + 1) + " of group " + group.name +
                         ", which set " + manifest_.set_id + " never had in this form",
                     "leave it out and keep it as evidence: it was not made by this ceremony"};
    }
    if (member->commitment) {
        const Hash256 found = records::share_commitment(manifest_.set_id, share.group_index,
                                                        share.member_index, share.value);
        if (!equal_constant_time(found, *member->commitment)) {
            return Error{ErrorKind::unverified, "CARD-WRONG-SHARE",
                         "\"" + std::string(from) + "\" says it is " + card_name(group, card) +
                             " of set " + manifest_.set_id +
                             ", but it is not the share that was made then",
                         "leave it out and keep it as evidence: it was changed or forged"};
        }
        card.checked = true;
    }
    if (card.holders == std::vector<std::string>{left_out_}) {
        return Error{ErrorKind::unverified, "CARD-REQUESTER",
                     card_name(group, card) +
                         " belongs to who asked for the case, and the policy "
                         "does not count it",
                     "ask another holder; [approval] requester_share_counts is the policy's word"};
    }
    for (const Taken& earlier : taken_) {
        if (earlier.group == card.group && earlier.member == card.member &&
            equal_constant_time(earlier.share.value, share.value)) {
            card.repeated = true;
            return card;
        }
    }
    taken_.push_back(Taken{.group = card.group,
                           .member = card.member,
                           .share = std::move(share),
                           .from = std::string(from)});
    return card;
}

std::vector<GroupProgress> CardCollector::progress() const {
    std::vector<GroupProgress> all;
    for (std::size_t index = 0; index < manifest_.groups.size(); ++index) {
        const records::Group& group = manifest_.groups[index];
        std::vector<bool> taken(slip39::max_shares, false);
        for (const Taken& card : taken_)
            if (card.group == index) taken[card.member] = true;
        GroupProgress progress{.name = group.name, .threshold = group.threshold};
        progress.taken = static_cast<std::size_t>(std::count(taken.begin(), taken.end(), true));
        for (const records::Member& member : group.members)
            if (!taken[member.index] && member.holder != left_out_)
                progress.missing.push_back(member.holder);
        all.push_back(std::move(progress));
    }
    return all;
}

SecretBytes CardCollector::words_of(const AcceptedCard& card) const {
    const auto found = std::find_if(taken_.begin(), taken_.end(), [&card](const Taken& each) {
        return each.group == card.group && each.member == card.member;
    });
    check(found != taken_.end(), "the words of a card that was not taken");
    return slip39::format_mnemonic(found->share);
}

bool CardCollector::complete() const {
    const auto groups = progress();
    return std::count_if(groups.begin(), groups.end(), [](const GroupProgress& group) {
               return group.complete();
           }) >= manifest_.groups_required;
}

std::string CardCollector::holders() const {
    std::string all;
    for (const Taken& card : taken_) {
        std::string names;
        for (const records::Member& member : manifest_.groups[card.group].members) {
            if (member.index != card.member || member.holder.empty()) continue;
            names += (names.empty() ? "" : " or ") + member.holder;
        }
        if (!names.empty()) all += (all.empty() ? "" : ", ") + names;
    }
    return all;
}

std::string CardCollector::summary() const {
    std::string text;
    for (const GroupProgress& group : progress()) {
        if (!text.empty()) text += "; ";
        text += (learning_ ? "group " : "") + group.name + " " +
                std::to_string(std::min(group.taken, group.threshold)) + " of " +
                std::to_string(group.threshold);
        if (group.complete()) continue;
        if (group.missing.empty()) {  // no manifest names the holders
            text += group.threshold == 0
                        ? " (nobody knows how many it needs)"
                        : " (missing " + std::to_string(group.threshold - group.taken) + ")";
            continue;
        }
        text += " (missing " + std::to_string(group.threshold - group.taken) + " of " +
                joined(group.missing) + ")";
    }
    if (manifest_.groups.size() > 1)
        text += "; groups needed: " + std::to_string(manifest_.groups_required) + " of " +
                std::to_string(manifest_.groups.size());
    return text;
}

Result<age::X25519Identity> CardCollector::rejoin() const {
    if (!complete()) {
        return Error{ErrorKind::not_met, "CARD-TOO-FEW",
                     "the cards do not open set " + manifest_.set_id + " yet: " + summary(),
                     "ask another holder for a card of set " + manifest_.set_id};
    }
    std::vector<slip39::Share> shares;
    std::vector<std::string> names;
    for (const Taken& card : taken_) {
        shares.push_back(card.share.clone());
        names.push_back(card.from);
    }
    auto rejoined = slip39::rejoin(shares, SecretBytes(), names);
    if (!rejoined) return std::move(rejoined).error();
    age::X25519Identity identity(std::move(rejoined->secret));
    const bool stated = !learning_ || !manifest_.recipient.empty();
    if (stated && identity.recipient().text() != manifest_.recipient) {
        return Error{ErrorKind::unverified, "RECOVERY-MISMATCH",
                     "the cards rejoin to the key of " + identity.recipient().text() + ", set " +
                         manifest_.set_id + " belongs to " + manifest_.recipient,
                     "a card is forged or from another set: try other cards of this set"};
    }
    return identity;
}

}  // namespace breakglass::gathering
