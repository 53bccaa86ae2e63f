#include "entries.h"

#include <algorithm>
#include <utility>

#include <breakglass/console/printable.h>
#include <breakglass/escrow/rehearsals.h>
#include <breakglass/statement/statement.h>
#include <breakglass/transcript/transcript.h>

namespace breakglass::transcript {

namespace {

using records::LedgerEntry;

constexpr std::string_view host_prefix = "host_";
constexpr std::string_view deviation_prefix = "deviation: ";

/// What a signed statement in the ledger must say; a pair of a field's name and its value.
using Expected = std::vector<std::pair<const char*, std::string>>;

/// Verifies by the key that stands in the signature: whose key that is, the policy said when it was
/// taken in, and the record shows its fingerprint.
Signed read_signature(const LedgerEntry& entry, const std::string& kind, const Expected& expected) {
    Signed found{.entry = entry.number, .time = entry.time, .signer = entry.actor};
    const auto stored = statement::parse_signed(as_bytes(entry.statement));
    if (!stored) {
        found.fault = stored.error().rule;
        return found;
    }
    found.key = signature::fingerprint(stored->signature.key);
    if (const Status holds = statement::verify(*stored, stored->signature.key); !holds) {
        found.fault = holds.error().rule;
        return found;
    }
    const auto says = [&](const char* name, const std::string& value) {
        const std::string* said = stored->statement.only(name);
        return said != nullptr && *said == value;
    };
    bool right = stored->statement.kind == kind && says("signer", entry.actor);
    for (const auto& [name, value] : expected)
        right = right && says(name, value);
    if (!right) found.fault = "RECORD-STATEMENT";
    return found;
}

/// Goes through the entries of one ceremony, oldest first.
class Compiler {
  public:
    explicit Compiler(Transcript& transcript)
        : transcript_(transcript), manifest_hash_(to_hex(transcript.manifest_hash)) {
        for (const records::Group& group : transcript_.manifest.groups) {
            std::size_t number = 0;
            for (const records::Member& member : group.members)
                transcript_.cards.push_back(Card{.group = group.name,
                                                 .number = ++number,
                                                 .holder = member.holder,
                                                 .name = member.name,
                                                 .delivery = member.delivery});
        }
    }

    void take(const LedgerEntry& entry) {
        const std::string_view step = step_of(entry);
        if (step == "witness") return take_witness(entry);
        if (step == "record") return;
        transcript_.entries.push_back(entry);
        if (step == "start") take_start(entry);
        if (step == "confirm") take_card(entry);
        if (step == "print" || step == "printed") take_page(entry, step == "printed");
        take_state(step, entry);
        take_checks(entry);
    }

  private:
    void take_start(const LedgerEntry& entry) {
        const auto noted = [&](const char* name) {
            const std::string* value = entry.fact(name);
            return value != nullptr ? *value : std::string("unknown");
        };
        transcript_.policy = noted("policy");
        transcript_.owner = noted("owner");
        transcript_.operators = noted("operators");
        transcript_.witnesses = noted("witnesses");
        transcript_.state = "delivered";
    }

    void take_checks(const LedgerEntry& entry) {
        for (const records::LedgerFact& fact : entry.facts) {
            const bool of_host = fact.name.starts_with(host_prefix);
            const std::string what =
                of_host ? fact.name.substr(host_prefix.size()) : std::string(fact.name);
            if (of_host || what == "combinations" || what == "dice")
                transcript_.checks.push_back({entry.number, what, fact.value});
            // Every option that lets something pass is one, whatever it is called.
            if (fact.value.starts_with(deviation_prefix))
                transcript_.deviations.push_back(
                    {entry.number, what, fact.value.substr(deviation_prefix.size())});
        }
    }

    /// The card that an entry speaks of; null for none of this set, which stands among the entries
    /// all the same.
    Card* card_of(const LedgerEntry& entry) {
        const auto number = parse_number(fact_of(entry, "number"));
        const auto card = std::ranges::find_if(transcript_.cards, [&](const Card& one) {
            return one.group == fact_of(entry, "group") && number && one.number == *number;
        });
        return card == transcript_.cards.end() ? nullptr : &*card;
    }

    /// "print" says that a page is about to be sent, "printed" that the last one sent came out.
    void take_page(const LedgerEntry& entry, bool out) {
        Card* const card = card_of(entry);
        if (card == nullptr) return;
        if (!out) {
            card->pages.push_back(Page{.entry = entry.number,
                                       .time = entry.time,
                                       .by = entry.login,
                                       .printer = fact_of(entry, "printer")});
        } else if (!card->pages.empty() && !card->pages.back().out) {
            card->pages.back().out = entry.number;
        }
    }

    void take_card(const LedgerEntry& entry) {
        Card* const card = card_of(entry);
        if (card == nullptr) return;
        if (!card->entry) {
            card->entry = entry.number;
            card->time = entry.time;
            card->how = fact_of(entry, "how");
        }
        if (entry.statement.empty() || (card->receipt && card->receipt->fault.empty())) return;
        card->receipt = read_signature(entry, "receipt",
                                       {{"set", transcript_.manifest.set_id},
                                        {"group", card->group},
                                        {"number", std::to_string(card->number)},
                                        {"holder", card->holder},
                                        {"manifest", manifest_hash_}});
    }

    void take_witness(const LedgerEntry& entry) {
        const std::string size = fact_of(entry, "size");
        const std::string record = fact_of(entry, "record");
        transcript_.signed_by.push_back(
            Witness{.signature = read_signature(entry, "witness",
                                                {{"set", transcript_.manifest.set_id},
                                                 {"manifest", manifest_hash_},
                                                 {"ledger", size + " " + fact_of(entry, "root")},
                                                 {"record", record}}),
                    .size = parse_number(size).value_or(0),
                    .record = record});
    }

    void take_state(std::string_view step, const LedgerEntry& entry) {
        const std::string& set_id = transcript_.manifest.set_id;
        const bool own = fact_of(entry, "set") == set_id;
        std::string& state = transcript_.state;
        if (step == "confirm" && state == "delivered" &&
            std::ranges::all_of(transcript_.cards,
                                [](const Card& card) { return card.entry.has_value(); }))
            state = "confirmed";
        if (step == "activate") state = own ? "active" : "retiring";
        if (!own) return;
        if (step == "retire") state = "retired";
        if (step == "abandon") state = "abandoned";
        if (step == "end") state = "ended";
    }

    Transcript& transcript_;
    std::string manifest_hash_;
};

Result<std::uint64_t> size_of(const ledger::Ledger& ledger, const Choice& choice) {
    const std::uint64_t whole = ledger.head().size;
    if (!choice.at) return whole;
    if (*choice.at > ledger.first_number() && *choice.at <= whole) return *choice.at;
    return Error{ErrorKind::usage, "RECORD-AT",
                 "the ledger never had " + std::to_string(*choice.at) + " entries, it has " +
                     std::to_string(whole) + " and begins with number " +
                     std::to_string(ledger.first_number()),
                 "take the size that a record or a card names"};
}

}  // namespace

Result<Transcript> compile(const escrow::Directory& escrow, const Choice& choice) {
    const ledger::Ledger& ledger = escrow.ledger();
    const auto size = size_of(ledger, choice);
    if (!size) return size.error();
    Transcript transcript{.escrow_id = escrow.id(), .head = ledger.head_at(*size)};
    auto newest = choice.set_id.empty() ? newest_set(ledger, *size) : Result(choice.set_id);
    if (!newest) return std::move(newest).error();
    const std::string set_id = *std::move(newest);

    std::vector<const LedgerEntry*> entries;
    const LedgerEntry* start = nullptr;
    for (const LedgerEntry& entry : ledger.entries()) {
        if (entry.number >= *size || !is_about(entry, set_id)) continue;
        entries.push_back(&entry);
        if (step_of(entry) == "start" && start == nullptr) start = &entry;
    }
    if (start == nullptr) {
        return Error{ErrorKind::usage, "RECORD-NOT-FOUND",
                     "the ledger knows of no ceremony for set " + console::quoted(set_id),
                     "breakglass ledger show --act ceremony.start"};
    }
    transcript.practice = start->act.starts_with("rehearsal.");
    const auto stored =
        transcript.practice ? escrow::read_rehearsal(escrow, set_id) : escrow.read_manifest(set_id);
    if (!stored) return stored.error();
    transcript.manifest_hash = sha256(*stored);
    if (const std::string named = fact_of(*start, "manifest");
        named != to_hex(transcript.manifest_hash)) {
        return Error{ErrorKind::unverified, "RECORD-MANIFEST",
                     "the manifest of set " + set_id + " has SHA-256 " +
                         to_hex(transcript.manifest_hash) + ", entry " +
                         std::to_string(start->number) + " of the ledger names " + named,
                     "restore it from a kit: KIT/manifests/" + set_id + ".manifest"};
    }
    auto manifest = records::parse_manifest(*stored);
    if (!manifest) return with_context(std::move(manifest).error(), "the manifest of " + set_id);
    transcript.manifest = *std::move(manifest);
    transcript.escrow = transcript.manifest.escrow;
    Compiler compiler(transcript);
    for (const LedgerEntry* entry : entries)
        compiler.take(*entry);
    return transcript;
}

}  // namespace breakglass::transcript
