#include "entries.h"

#include <utility>

#include <breakglass/transcript/witness.h>

namespace breakglass::transcript {

Result<Pin> pin(escrow::Directory& escrow, const std::string& set_id) {
    const auto transcript = compile(escrow, {.set_id = set_id});
    if (!transcript) return transcript.error();
    const std::string& set = transcript->manifest.set_id;
    const std::string act = transcript->practice ? "rehearsal.record" : "ceremony.record";
    Pin newest{.set_id = set};
    for (const records::LedgerEntry& entry : escrow.ledger().entries()) {
        if (!is_about(entry, set)) continue;
        // What happened after a record was pinned stands in the next one.
        if (!is_about_the_record(entry)) newest = {.set_id = set};
        if (entry.act != act) continue;
        newest.size = parse_number(fact_of(entry, "size")).value_or(0);
        newest.record = fact_of(entry, "record");
    }
    if (newest.size > 0) return newest;
    newest.size = transcript->head.size;
    newest.record = to_hex(hash_of(*transcript));
    const ledger::Record record{.act = act,
                                .facts = {{"set", set},
                                          {"size", std::to_string(newest.size)},
                                          {"root", to_hex(transcript->head.root)},
                                          {"record", newest.record}}};
    if (Status written = escrow.record(record); !written) return std::move(written).error();
    return newest;
}

}  // namespace breakglass::transcript
