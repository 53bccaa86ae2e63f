#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include <breakglass/catalog/catalog.h>
#include <breakglass/console/printable.h>
#include <breakglass/custodian/acts.h>
#include <breakglass/custodian/check.h>
#include <breakglass/records/utc.h>

namespace breakglass::custodian {

namespace {

using statement::SignedStatement;

constexpr Time tolerated_seconds = 300;  // what the clocks of two people may differ by

Error refused(const char* rule, std::string message, std::string hint) {
    return {ErrorKind::unverified, rule, std::move(message), std::move(hint)};
}

/// What a statement says, believed by nobody yet.
Result<Recorded> read_claim(const statement::Statement& said) {
    if (said.kind != check_kind) {
        return refused(
            "CARD-CHECK-KIND",
            fmt::format("this is a statement of kind {}, expected {}", said.kind, check_kind),
            "requests and approvals go to: breakglass case merge FILE");
    }
    Recorded claim;
    std::string missing;
    const auto field = [&](const char* name) {
        const std::string* value = said.only(name);
        if (value == nullptr && missing.empty()) missing = name;
        return value == nullptr ? std::string() : *value;
    };
    claim.card.escrow = field("escrow");
    claim.card.set_id = field("set");
    claim.card.group = field("group");
    claim.card.holder = field("holder");
    claim.card.how = field("how");
    claim.signer = field("signer");
    const std::string number = field("number");
    const auto [end, fault] =
        std::from_chars(number.data(), number.data() + number.size(), claim.card.number);
    if (missing.empty() && (fault != std::errc() || end != number.data() + number.size()))
        missing = "number";
    const auto time = records::parse_utc(field("time"));
    if (missing.empty() && !time) missing = "time";
    claim.checked_at = time.value_or(0);
    if (missing.empty()) return claim;
    return refused("CARD-CHECK-MALFORMED", "the statement has no sound field \"" + missing + "\"",
                   "have it made anew: breakglass custodian check --help");
}

/// Whether the card is one of a set of this escrow, and the manifest the one it was held against.
Status check_card_named(escrow::Directory& escrow, const statement::Statement& said,
                        Recorded& claim) {
    const CheckedCard& card = claim.card;
    const auto set = escrow.catalog().share_sets().find(card.set_id);
    if (!set) return set.error();
    if (!*set || card.escrow != escrow.policy().escrow) {
        return refused("CARD-CHECK-SET",
                       fmt::format("the statement is about set {} of escrow {}, which is not one "
                                   "of ours",
                                   console::printable(card.set_id), console::quoted(card.escrow)),
                       "breakglass custodian list shows the sets of this escrow");
    }
    const auto stored = escrow.read_manifest(card.set_id);
    if (!stored) return stored.error();
    claim.card.manifest = sha256(*stored);
    const std::string* quoted = said.only("manifest");
    if (quoted == nullptr || *quoted != to_hex(claim.card.manifest)) {
        return refused("CARD-CHECK-MANIFEST",
                       fmt::format("the card of {} was held against another manifest than ours of "
                                   "set {}",
                                   console::printable(card.holder), card.set_id),
                       "give the holder this one, and find out where the other came from: " +
                           escrow.manifest_file(card.set_id).string());
    }
    const auto manifest = records::parse_manifest(*stored);
    if (!manifest) return manifest.error();
    for (const records::Group& group : manifest->groups) {
        if (group.name != card.group || card.number < 1 || card.number > group.members.size())
            continue;
        if (group.members[card.number - 1].holder != card.holder) break;
        if (claim.checked_at >= manifest->created_at) return {};
        return refused("CARD-CHECK-TIME", "the statement is older than the card it is about",
                       "the clock of that machine is wrong: set it, then check again");
    }
    return refused(
        "CARD-CHECK-CARD",
        fmt::format("set {} has no card {} {} of {}", card.set_id, console::quoted(card.group),
                    card.number, console::quoted(card.holder)),
        "breakglass custodian list shows who holds what");
}

Status check_signer(const policy::Policy& policy, const SignedStatement& each,
                    const Recorded& claim) {
    const policy::Person* person = policy.person(claim.signer);
    if (person == nullptr || person->ssh.empty() ||
        (claim.signer != claim.card.holder && !person->has_role("witness"))) {
        return refused(
            "CARD-CHECK-SIGNER",
            fmt::format("{} signed for the card of {}: neither its holder with a key "
                        "in the policy, nor a witness",
                        console::quoted(claim.signer), console::printable(claim.card.holder)),
            "the holder signs, or a witness who was there: --as WITNESS");
    }
    const auto key = signature::parse_public_key(person->ssh);
    if (!key) return key.error();
    return statement::verify(each, *key);
}

bool is_recorded(const ledger::Ledger& ledger, const std::string& id) {
    return std::ranges::any_of(ledger.entries(), [&id](const records::LedgerEntry& entry) {
        const std::string* fact = entry.fact("statement");
        return entry.act == check_act && fact != nullptr && *fact == id;
    });
}

Result<Recorded> judge(escrow::Directory& escrow, const SignedStatement& each, Time now) {
    auto claim = read_claim(each.statement);
    if (!claim) return claim;
    if (auto named = check_card_named(escrow, each.statement, *claim); !named)
        return std::move(named).error();
    if (auto signed_by = check_signer(escrow.policy(), each, *claim); !signed_by)
        return std::move(signed_by).error();
    if (claim->checked_at > now + tolerated_seconds) {
        return refused("CARD-CHECK-TIME",
                       "the statement is from the future: " + records::utc_text(claim->checked_at),
                       "one of the two clocks is wrong: timedatectl");
    }
    claim->known = is_recorded(escrow.ledger(), to_hex(each.id));
    return claim;
}

}  // namespace

Result<RecordOutcome> record_checks(escrow::Directory& escrow, ByteView stored, Time now) {
    const auto statements = statement::parse_all(stored, max_statements_in_file);
    if (!statements) return statements.error();
    RecordOutcome outcome;
    for (const SignedStatement& each : *statements) {
        auto claim = judge(escrow, each, now);
        if (!claim) {
            outcome.refused.push_back(std::move(claim).error());
            continue;
        }
        const CheckedCard& card = claim->card;
        const ledger::Record act{.act = check_act,
                                 .facts = {{"set", card.set_id},
                                           {"group", card.group},
                                           {"number", std::to_string(card.number)},
                                           {"holder", card.holder},
                                           {"checked", records::utc_text(claim->checked_at)},
                                           {"how", card.how},
                                           {"statement", to_hex(each.id)}},
                                 .actor = claim->signer,
                                 .statement = std::string(as_text(each.stored))};
        if (!claim->known) {
            if (auto noted = escrow.record(act); !noted) return std::move(noted).error();
        }
        outcome.taken.push_back(*std::move(claim));
    }
    return outcome;
}

}  // namespace breakglass::custodian
