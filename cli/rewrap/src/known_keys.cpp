#include "known_keys.h"

#include <fmt/format.h>

namespace breakglass::rewrap {

namespace {

// A key whose text does not parse here is left out: headers that name it are then findings, and
// the rest of the work goes on.
template <typename Keys, typename Map>
void learn(const Keys& keys, Map& recipients) {
    for (const auto& key : keys) {
        auto recipient = age::parse_deriving_recipient(key.recipient);
        if (recipient) recipients[key.id] = *std::move(recipient);
    }
}

Error unknown_key(const char* what, const std::string& id) {
    return {ErrorKind::unverified, "BACKUP-KEYS-UNKNOWN",
            fmt::format("the header names {} {}, which this escrow does not know", what, id), ""};
}

}  // namespace

Result<KnownKeys> KnownKeys::of(catalog::Catalog& catalog) {
    KnownKeys known;
    auto sets = catalog.share_sets().all();
    if (!sets) return std::move(sets).error();
    learn(*sets, known.sets_);
    auto keks = catalog.keks().all();
    if (!keks) return std::move(keks).error();
    learn(*keks, known.keks_);
    return known;
}

Result<sealed::Wraps> KnownKeys::wraps_of(const sealed::SealedHeader& header) const {
    sealed::Wraps wraps;
    const auto set = sets_.find(header.set_id);
    if (set == sets_.end()) return unknown_key("share set", header.set_id);
    wraps.recovery = set->second.get();
    for (const std::string& id : header.kek_ids) {
        const auto kek = keks_.find(id);
        if (kek == keks_.end()) return unknown_key("KEK", id);
        wraps.keks.push_back(kek->second.get());
    }
    return wraps;
}

}  // namespace breakglass::rewrap
