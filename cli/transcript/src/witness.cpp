#include "entries.h"

#include <algorithm>
#include <utility>

#include <breakglass/console/printable.h>
#include <breakglass/ledger/comparison.h>
#include <breakglass/policy/policy.h>
#include <breakglass/records/utc.h>
#include <breakglass/signature/public_key.h>
#include <breakglass/transcript/witness.h>

namespace breakglass::transcript {

namespace {

std::string escrow_name(const escrow::Directory& escrow, const Transcript& transcript) {
    return transcript.escrow + " " + escrow.id();
}

Error refuse(const char* rule, const std::string& what, const std::string& hint) {
    return {ErrorKind::unverified, rule, "the witness's statement " + what, hint};
}

/// What a statement must name, each once.
struct Named {
    std::string escrow, set_id, manifest, record, signer;
    tree::Head head;
};

Result<Named> read_fields(const statement::Statement& said) {
    if (said.kind != "witness") {
        return refuse("WITNESS-STATEMENT", "is of kind " + said.kind,
                      "its text comes from: breakglass ceremony witness --text-only");
    }
    Named named;
    std::string head;
    const std::pair<const char*, std::string*> fields[] = {
        {"escrow", &named.escrow}, {"set", &named.set_id},    {"manifest", &named.manifest},
        {"ledger", &head},         {"record", &named.record}, {"signer", &named.signer}};
    for (const auto& [name, value] : fields) {
        const std::string* found = said.only(name);
        if (found == nullptr)
            return refuse("WITNESS-STATEMENT", std::string("has no field ") + name + ", or two",
                          "its text comes from: breakglass ceremony witness --text-only");
        *value = *found;
    }
    const auto parsed = ledger::parse_head(head);
    if (!parsed) {
        return refuse("WITNESS-STATEMENT", "names no head of a ledger",
                      "its text comes from: breakglass ceremony witness --text-only");
    }
    named.head = *parsed;
    return named;
}

Status check_signer(const escrow::Directory& escrow, const statement::SignedStatement& stored,
                    const std::string& signer) {
    const policy::Person* person = escrow.policy().person(signer);
    if (person == nullptr || person->ssh.empty()) {
        return refuse("WITNESS-SIGNER",
                      "is by " + console::quoted(signer) +
                          (person == nullptr ? ", who is nobody in the policy"
                                             : ", who has no SSH key in the policy"),
                      "breakglass policy show");
    }
    const auto key = signature::parse_public_key(person->ssh);
    if (!key) return key.error();
    return statement::verify(stored, *key);
}

}  // namespace

Result<statement::Statement> witness_statement(const escrow::Directory& escrow, const Pin& pin,
                                               const std::string& signer, std::int64_t now) {
    const auto transcript = compile(escrow, {.set_id = pin.set_id, .at = pin.size});
    if (!transcript) return transcript.error();
    return statement::Statement{
        .kind = "witness",
        .fields = {{"escrow", escrow_name(escrow, *transcript)},
                   {"set", pin.set_id},
                   {"manifest", to_hex(transcript->manifest_hash)},
                   {"ledger", ledger::head_text(transcript->head)},
                   {"record", pin.record},
                   {"signer", signer},
                   {"time", records::utc_text(now)}},
        .words = "I was in the room at the ceremony of set " + pin.set_id +
                 ". I have read its record, and it happened as the record says.\n"};
}

Result<Witnessed> take_in(escrow::Directory& escrow, ByteView stored) {
    const auto said = statement::parse_signed(stored);
    if (!said) return said.error();
    const auto named = read_fields(said->statement);
    if (!named) return named.error();
    if (Status holds = check_signer(escrow, *said, named->signer); !holds)
        return std::move(holds).error();
    if (Status ours =
            escrow.ledger().compare(named->head.size, named->head.root, "the witness's statement");
        !ours)
        return std::move(ours).error();
    const auto transcript = compile(escrow, {.set_id = named->set_id, .at = named->head.size});
    if (!transcript) return transcript.error();
    if (named->escrow != escrow_name(escrow, *transcript)) {
        return refuse("WITNESS-ESCROW",
                      "is about escrow " + console::quoted(named->escrow) + ", this is " +
                          escrow_name(escrow, *transcript),
                      "give it to that escrow");
    }
    if (named->manifest != to_hex(transcript->manifest_hash) ||
        named->record != to_hex(hash_of(*transcript)) || named->head != transcript->head) {
        return refuse("WITNESS-RECORD",
                      "is about another record than this ledger gives at " +
                          std::to_string(named->head.size) + " entries",
                      "compare: breakglass ceremony record --set " + named->set_id + " --at " +
                          std::to_string(named->head.size));
    }
    Witnessed witnessed{.set_id = named->set_id,
                        .signer = named->signer,
                        .record = named->record,
                        .size = named->head.size};
    const auto now = compile(escrow, {.set_id = named->set_id});
    if (!now) return now.error();
    witnessed.already = std::ranges::any_of(now->signed_by, [&](const Witness& one) {
        return one.signature.fault.empty() && one.signature.signer == named->signer &&
               one.record == named->record;
    });
    if (witnessed.already) return witnessed;
    const ledger::Record record{
        .act = transcript->practice ? "rehearsal.witness" : "ceremony.witness",
        .facts = {{"set", named->set_id},
                  {"size", std::to_string(named->head.size)},
                  {"root", to_hex(named->head.root)},
                  {"record", named->record}},
        .actor = named->signer,
        .statement = std::string(as_text(stored))};
    if (Status written = escrow.record(record); !written) return std::move(written).error();
    return witnessed;
}

}  // namespace breakglass::transcript
