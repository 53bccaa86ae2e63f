#include "receipt.h"

#include <algorithm>

#include <breakglass/records/utc.h>
#include <breakglass/statement/statement.h>

namespace breakglass::ceremony {

namespace {

const std::string& fact_of(const ledger::Record& act, std::string_view name) {
    const auto found =
        std::ranges::find_if(act.facts, [name](const auto& fact) { return fact.name == name; });
    check(found != act.facts.end(), "a confirmation without one of its facts");
    return found->value;
}

}  // namespace

bool has_receipt(const ledger::Ledger& ledger, const ledger::Record& act) {
    return std::ranges::any_of(ledger.entries(), [&act](const records::LedgerEntry& entry) {
        if (entry.act != act.act || entry.statement.empty()) return false;
        return std::ranges::all_of(std::initializer_list<const char*>{"set", "group", "number"},
                                   [&](const char* name) {
                                       const std::string* fact = entry.fact(name);
                                       return fact != nullptr && *fact == fact_of(act, name);
                                   });
    });
}

Status add_receipt(escrow::Directory& escrow, ledger::Record& act, const people::Signer& signer,
                   std::int64_t now) {
    const std::string& set_id = fact_of(act, "set");
    const auto manifest = escrow.read_manifest(set_id);
    if (!manifest) return manifest.error();
    const std::string card = fact_of(act, "group") + " " + fact_of(act, "number");
    const statement::Statement receipt{
        .kind = "receipt",
        .fields = {{"escrow", escrow.policy().escrow + " " + escrow.id()},
                   {"set", set_id},
                   {"group", fact_of(act, "group")},
                   {"number", fact_of(act, "number")},
                   {"holder", fact_of(act, "holder")},
                   {"manifest", to_hex(sha256(*manifest))},
                   {"how", fact_of(act, "how")},
                   {"signer", signer.person},
                   {"time", records::utc_text(now)}},
        .words = "I hold card " + card + " of set " + set_id +
                 ", it was read in my presence, and I keep it as it says.\n"};
    const auto own = people::sign_statement(receipt, signer);
    if (!own) return own.error();
    act.actor = signer.person;
    act.statement = std::string(as_text(own->stored));
    return {};
}

Error not_theirs(const std::string& source, const std::string& place, const std::string& person) {
    return {ErrorKind::unverified, "RECEIPT-HOLDER",
            "\"" + source + "\" is " + place + ", for which " + person + " cannot sign",
            "each custodian signs for the own card: --sign-as PERSON --key KEY"};
}

}  // namespace breakglass::ceremony
