#include "set_home.h"

#include <utility>

#include <breakglass/catalog/catalog.h>
#include <breakglass/ceremony/pending.h>

namespace breakglass::ceremony {

namespace {

using catalog::SetState;

class CatalogHome final : public SetHome {
  public:
    explicit CatalogHome(escrow::Directory& escrow) : escrow_(escrow) {}

    Result<std::optional<HomeSet>> find(const std::string& set_id) override {
        const auto set = sets().find(set_id);
        if (!set) return set.error();
        if (!*set) return std::optional<HomeSet>();
        return std::optional<HomeSet>(seen(**set));
    }

    Result<HomeSet> needed(const std::string& set_id) override {
        const auto set = needed_set(escrow_, set_id);
        if (!set) return set.error();
        if (set->state == SetState::retiring || set->state == SetState::destroyed) {
            return Error{ErrorKind::failed, "CEREMONY-NOT-PENDING",
                         "set " + set->id + " is " + std::string(catalog::name_of(set->state)) +
                             ", its cards confirm nothing any more",
                         "breakglass ceremony status shows which set waits"};
        }
        return seen(*set);
    }

    Status refuse_while_one_waits() override {
        const auto pending = pending_set(escrow_, "");
        if (!pending) return pending.error();
        if (!*pending) return {};
        return Error{ErrorKind::not_met, "CEREMONY-PENDING",
                     "set " + (*pending)->id + " was delivered and is not active yet",
                     "read its cards back (breakglass ceremony run), or give it up: breakglass "
                     "ceremony abandon " +
                         (*pending)->id};
    }

    Status write_manifest(const records::Manifest& manifest) override {
        return escrow_.write_manifest(manifest.set_id, records::encode_manifest(manifest));
    }

    Status add(const records::Manifest& manifest) override {
        return sets().add(catalog::ShareSet{
            .id = manifest.set_id,
            .recipient = manifest.recipient,
            .created_at = manifest.created_at,
            .manifest = escrow_.manifest_file(manifest.set_id).filename().string()});
    }

    Result<records::Manifest> manifest(const std::string& set_id) override {
        return manifest_of(escrow_, set_id);
    }

    Result<std::vector<catalog::Confirmation>> confirmations(const std::string& set_id) override {
        return sets().confirmations(set_id);
    }

    Status confirm(const catalog::Confirmation& confirmation) override {
        return sets().confirm(confirmation);
    }

    Status mark_confirmed(const std::string& set_id) override {
        return sets().mark_confirmed(set_id);
    }

    std::string act(const char* step) const override { return std::string("ceremony.") + step; }

  private:
    catalog::ShareSetRegister& sets() { return escrow_.catalog().share_sets(); }

    static HomeSet seen(const catalog::ShareSet& set) {
        return {.id = set.id,
                .recipient = set.recipient,
                .waits = set.state == SetState::delivered || set.state == SetState::confirmed,
                .delivered = set.state == SetState::delivered};
    }

    escrow::Directory& escrow_;
};

}  // namespace

std::unique_ptr<SetHome> rehearsal_home(escrow::Directory& escrow);  // rehearsal_home.cpp

std::unique_ptr<SetHome> home_of(escrow::Directory& escrow, bool practice) {
    if (practice) return rehearsal_home(escrow);
    return std::make_unique<CatalogHome>(escrow);
}

}  // namespace breakglass::ceremony
