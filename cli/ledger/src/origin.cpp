#include <breakglass/ledger/origin.h>

namespace breakglass::ledger {

namespace {

std::string safe(std::string_view text) {
    std::string name;
    for (const char c : text.substr(0, 64)) {
        const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        const bool plain = (lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9') ||
                           lower == '.' || lower == '-';
        name += plain ? lower : '-';
    }
    return name.empty() ? "-" : name;
}

}  // namespace

std::string origin(std::string_view escrow, std::string_view escrow_id) {
    return "breakglass.ledger/" + safe(escrow) + "/" + safe(escrow_id);
}

std::string origin_of(const Ledger& ledger) {
    const records::LedgerEntry& first = ledger.entries().front();
    const std::string* escrow = first.fact("escrow");
    const std::string* id = first.fact("escrow_id");
    std::string name = origin(escrow != nullptr ? *escrow : "", id != nullptr ? *id : "");
    // after a loss it is another log: a witness of the first must not be asked to see a fork
    if (first.act == continue_act) {
        name += "/" + to_hex(ledger.leaves().front()).substr(0, 8);
    }
    return name;
}

}  // namespace breakglass::ledger
