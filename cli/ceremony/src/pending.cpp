#include <breakglass/catalog/catalog.h>
#include <breakglass/ceremony/pending.h>
#include <breakglass/ceremony/rehearse.h>
#include <breakglass/escrow/rehearsals.h>

namespace breakglass::ceremony {

using catalog::SetState;

Result<std::optional<catalog::ShareSet>> pending_set(escrow::Directory& escrow,
                                                     const std::string& set_id) {
    if (!set_id.empty()) {
        auto named = escrow.catalog().share_sets().find(set_id);
        if (!named) return std::move(named).error();
        if (!*named) {
            return Error{
                ErrorKind::usage, "CEREMONY-SET-UNKNOWN",
                "escrow " + escrow.policy().escrow + " has no share set \"" + set_id + "\"",
                "breakglass ceremony status lists them"};
        }
        return named;
    }
    const auto sets = escrow.catalog().share_sets().all();
    if (!sets) return sets.error();
    std::optional<catalog::ShareSet> pending;
    for (const catalog::ShareSet& set : *sets) {
        if (set.state != SetState::delivered && set.state != SetState::confirmed) continue;
        if (pending) {
            return Error{ErrorKind::not_met, "CEREMONY-SET-UNCLEAR",
                         "two share sets wait: " + pending->id + " and " + set.id,
                         "name one with --set, or give one up: breakglass ceremony abandon SET"};
        }
        pending = set;
    }
    return pending;
}

Result<catalog::ShareSet> needed_set(escrow::Directory& escrow, const std::string& set_id) {
    auto pending = pending_set(escrow, set_id);
    if (!pending) return std::move(pending).error();
    if (!*pending) {
        return Error{ErrorKind::not_met, "CEREMONY-NOTHING-PENDING",
                     "no share set waits for its cards to be read back",
                     "make one: breakglass ceremony start --output-dir DIR"};
    }
    return **pending;
}

Result<records::Manifest> manifest_of(const escrow::Directory& escrow, const std::string& set_id) {
    const auto stored = escrow.read_manifest(set_id);
    if (!stored) return stored.error();
    auto manifest = records::parse_manifest(*stored);
    if (!manifest) return with_context(std::move(manifest).error(), "the manifest of " + set_id);
    if (manifest->set_id != set_id) {
        return Error{ErrorKind::unverified, "MANIFEST-SET-ID",
                     "the manifest of set " + set_id + " is that of set " + manifest->set_id,
                     "restore it from a kit: KIT/manifests/" + set_id + ".manifest"};
    }
    return manifest;
}

Result<std::vector<records::Manifest>> other_manifests(const escrow::Directory& escrow,
                                                       const std::string& set_id) {
    const auto ids = escrow.set_ids();
    if (!ids) return ids.error();
    std::vector<records::Manifest> others;
    for (const std::string& id : *ids) {
        if (id == set_id) continue;
        // They only help to name a foreign card: a damaged one stops nothing.
        if (auto manifest = manifest_of(escrow, id)) others.push_back(*std::move(manifest));
    }
    const auto rehearsals = escrow::rehearsal_ids(escrow);
    if (!rehearsals) return rehearsals.error();
    for (const std::string& id : *rehearsals) {
        if (id == set_id) continue;
        if (auto manifest = rehearsal_manifest(escrow, id)) others.push_back(*std::move(manifest));
    }
    return others;
}

}  // namespace breakglass::ceremony
