// The record for programs.

#include <nlohmann/json.hpp>

#include <breakglass/records/utc.h>
#include <breakglass/transcript/transcript.h>
#include <breakglass/transcript/verification.h>

namespace breakglass::transcript {

namespace {

using Json = nlohmann::ordered_json;

std::string line(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

Json checks_json(const std::vector<Checked>& checks) {
    Json all = Json::array();
    for (const Checked& check : checks)
        all.push_back(Json{{"entry", check.entry}, {"what", check.what}, {"found", check.found}});
    return all;
}

Json signed_json(const Signed& by) {
    return Json{{"entry", by.entry},
                {"time", records::utc_text(by.time)},
                {"signer", by.signer},
                {"key", by.key},
                {"fault", by.fault.empty() ? Json() : Json(by.fault)}};
}

Json witnesses_json(const std::vector<Witness>& witnesses) {
    Json all = Json::array();
    for (const Witness& witness : witnesses) {
        Json one = signed_json(witness.signature);
        one["size"] = witness.size;
        one["record"] = witness.record;
        all.push_back(std::move(one));
    }
    return all;
}

Json pages_json(const std::vector<Page>& pages) {
    Json all = Json::array();
    for (const Page& page : pages)
        all.push_back(Json{{"entry", page.entry},
                           {"time", records::utc_text(page.time)},
                           {"by", page.by},
                           {"printer", page.printer},
                           {"out", page.out ? Json(*page.out) : Json()}});
    return all;
}

Json card_json(const Card& card) {
    return Json{{"group", card.group},
                {"number", card.number},
                {"holder", card.holder},
                {"name", card.name},
                {"delivery", card.delivery},
                {"pages", pages_json(card.pages)},
                {"entry", card.entry ? Json(*card.entry) : Json()},
                {"time", card.entry ? Json(records::utc_text(card.time)) : Json()},
                {"how", card.entry ? Json(card.how) : Json()},
                {"receipt", card.receipt ? signed_json(*card.receipt) : Json()}};
}

Json entry_json(const records::LedgerEntry& entry) {
    Json facts = Json::object();
    for (const records::LedgerFact& fact : entry.facts)
        facts[fact.name] = fact.value;
    return Json{{"number", entry.number}, {"time", records::utc_text(entry.time)},
                {"act", entry.act},       {"actor", entry.actor},
                {"login", entry.login},   {"facts", facts}};
}

}  // namespace

std::string to_json(const Transcript& transcript) {
    Json cards = Json::array();
    for (const Card& card : transcript.cards)
        cards.push_back(card_json(card));
    Json entries = Json::array();
    for (const records::LedgerEntry& entry : transcript.entries)
        entries.push_back(entry_json(entry));
    return line(Json{{"escrow", transcript.escrow},
                     {"escrow_id", transcript.escrow_id},
                     {"set", transcript.manifest.set_id},
                     {"practice", transcript.practice},
                     {"state", transcript.state},
                     {"recipient", transcript.manifest.recipient},
                     {"manifest", to_hex(transcript.manifest_hash)},
                     {"ledger_size", transcript.head.size},
                     {"ledger_root", to_hex(transcript.head.root)},
                     {"policy", transcript.policy},
                     {"owner", transcript.owner},
                     {"operators", transcript.operators},
                     {"witnesses", transcript.witnesses},
                     {"checks", checks_json(transcript.checks)},
                     {"deviations", checks_json(transcript.deviations)},
                     {"cards", cards},
                     {"entries", entries},
                     {"signatures", witnesses_json(transcript.signed_by)},
                     {"record", to_hex(hash_of(transcript))}});
}

std::string to_json(const Verified& verified) {
    Json faults = Json::array();
    for (const Error& fault : verified.faults)
        faults.push_back(Json{{"rule", fault.rule}, {"message", fault.message}});
    return line(Json{{"set", verified.set_id},
                     {"same", true},
                     {"ledger_size", verified.size},
                     {"record", verified.record},
                     {"signatures", witnesses_json(verified.signed_by)},
                     {"faults", faults}});
}

}  // namespace breakglass::transcript
