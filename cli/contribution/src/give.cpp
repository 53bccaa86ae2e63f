#include <algorithm>

#include <fmt/format.h>

#include <breakglass/age/file.h>
#include <breakglass/cases/saying.h>
#include <breakglass/console/printable.h>
#include <breakglass/contribution/contribution.h>
#include <breakglass/contribution/give.h>

namespace breakglass::contribution {

Status may_give(const cases::Docketed& docketed, const policy::Policy& policy,
                const std::string& person) {
    const cases::Request& request = docketed.it.request;
    if (request.act != policy::CaseKind::incident) {
        return Error{ErrorKind::usage, "CASE-KIND",
                     fmt::format("case {} is for {}, not for an incident", request.case_name,
                                 policy::name_of(request.act)),
                     "a share is given to nothing else"};
    }
    if (auto may = cases::may_act(docketed.it, docketed.standing); !may) return may;
    if (request.recipient.empty()) {
        return Error{ErrorKind::usage, "CONTRIBUTION-NO-RECIPIENT",
                     fmt::format("case {} was asked for without a key for shares from afar",
                                 request.case_name),
                     "bring the card to the desk, or have a new case asked for with "
                     "--passphrase-output FILE"};
    }
    const bool counts = policy.rule(policy::CaseKind::incident).requester_share_counts;
    if (person == request.requester && !counts) {
        return Error{ErrorKind::not_met, "CONTRIBUTION-REQUESTER",
                     fmt::format("{} asked for this case, and the policy does not count the share "
                                 "of who asked",
                                 console::printable(person)),
                     "somebody else gives a share (requester_share_counts in the policy)"};
    }
    return {};
}

Result<OwnCard> read_own_card(const OwnReading& own, const std::string& person) {
    gathering::CardCollector collector(own.manifest, own.others);
    const auto cards = reading::read_card(collector, own.reading, own.identities, own.child);
    if (cards.size() != 1) {
        return Error{ErrorKind::unverified, "CONTRIBUTION-SEVERAL-CARDS",
                     fmt::format("{} has {} cards, expected one: your own",
                                 console::quoted(own.reading.path), cards.size()),
                     "cards of several people do not belong on one machine"};
    }
    const reading::CardOnTable& card = cards.front();
    if (!card.accepted) return card.accepted.error();
    const auto position =
        reading::position_of(own.manifest, *card.accepted, person, own.reading.path);
    if (!position) {
        Error error = position.error();
        error.rule = "CONTRIBUTION-NOT-HOLDER";
        error.hint = "everybody gives their own share: take the card that names you";
        return error;
    }
    return OwnCard{.set_id = own.manifest.set_id,
                   .group = own.manifest.groups[card.accepted->group].name,
                   .number = *position + 1,
                   .words = collector.words_of(*card.accepted)};
}

std::string to_text(const OwnCard& card, const cases::Request& request) {
    return fmt::format(
        "your share      {} {} of set {}\n"
        "goes, encrypted, only to {}\n"
        "                the recipient that the request above names. Who has the desk's key of "
        "this "
        "case\n"
        "                and its passphrase can read it; together with enough other shares it is "
        "the "
        "key.\n",
        console::printable(card.group), card.number, card.set_id, request.recipient);
}

Result<Bytes> make_contribution(const cases::Case& it, const OwnCard& card,
                                const people::Signer& signer, cases::Time now,
                                Randomness& randomness) {
    const auto recipient = age::parse_recipient(it.request.recipient);
    if (!recipient) return recipient.error();
    SecretBytes line(card.words.size() + 1);
    *std::ranges::copy(card.words.expose(), line.expose_mut().begin()).out = '\n';
    const age::Recipient* const recipients[] = {recipient->get()};
    const auto encrypted = age::encrypt_secret(recipients, line, randomness, {.armor = true});
    if (!encrypted) return encrypted.error();
    const Claim claim{.escrow = cases::escrow_field(it.request),
                      .case_name = it.request.case_name,
                      .request = it.request_hash(),
                      .set_id = card.set_id,
                      .group = card.group,
                      .number = card.number,
                      .age_file = sha256(*encrypted),
                      .signer = signer.person,
                      .time = now};
    const auto said = people::sign_statement(to_statement(claim), signer);
    if (!said) return said.error();
    Bytes file = said->stored;
    append(file, *encrypted);
    return file;
}

}  // namespace breakglass::contribution
