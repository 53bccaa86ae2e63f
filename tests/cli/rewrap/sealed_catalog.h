#pragma once
// A catalog of sealed backups whose keys a test holds.

#include "cli/temporary_directory.h"

#include <array>
#include <memory>
#include <string>
#include <vector>

#include <breakglass/age/x25519.h>
#include <breakglass/catalog/catalog.h>
#include <breakglass/sealed/header.h>

namespace breakglass::testing {

template <typename T>
T must(Result<T> result) {
    check(static_cast<bool>(result), result ? "" : result.error().message.c_str());
    return *std::move(result);
}
inline void must(const Status& status) {
    check(static_cast<bool>(status), status ? "" : status.error().message.c_str());
}

inline std::string id_of(const age::Recipient& recipient) {
    return sealed::recipient_id(recipient.text());
}

struct SealedBackup {
    catalog::BackupId id{};
    SecretBytes dek;
};

class SealedCatalog {
  public:
    SealedCatalog() : catalog(must(catalog::create(folder / "catalog.db"))) {
        add_set(recovery.recipient());
        add_kek("old", kek.recipient());
        add_kek("fresh", fresh.recipient());
    }

    void add_set(const age::Recipient& recipient) {
        must(catalog->share_sets().add({.id = id_of(recipient),
                                        .recipient = recipient.text(),
                                        .created_at = 1,
                                        .manifest = id_of(recipient) + ".manifest"}));
    }
    void add_kek(const std::string& name, const age::Recipient& recipient) {
        (void)must(catalog->keks().add({.id = id_of(recipient),
                                        .name = name,
                                        .recipient = recipient.text(),
                                        .owner = "platform-lead",
                                        .purpose = "test",
                                        .keystore = "file:/nowhere/" + name,
                                        .created_at = 1}));
    }

    /// wrapped_to: whom the header is really wrapped to, when that is not what it should be.
    SealedBackup add_backup(const std::string& label, const sealed::Wraps* wrapped_to = nullptr,
                            bool commitment_known = true) {
        auto drawn = sealed::draw_backup();
        const sealed::Wraps ours{.recovery = &recovery.recipient(), .keks = {&kek.recipient()}};
        const sealed::Description what{.label = label, .time = 1'900'000'000};
        catalog::NewBackup entry;
        entry.backup.id = drawn.id;
        entry.backup.label = label;
        entry.backup.surface = "archive";
        entry.backup.kind = "full";
        entry.backup.sealed_at = what.time;
        if (commitment_known) {
            entry.backup.commitment = sealed::dek_commitment(drawn.dek, drawn.id);
        }
        entry.backup.header = must(sealed::write_header(
            drawn.dek, drawn.id, what, wrapped_to != nullptr ? *wrapped_to : ours));
        entry.backup.set_id = id_of(recovery.recipient());
        entry.backup.kek_ids = {id_of(kek.recipient())};
        must(catalog->backups().add(std::array{entry}));
        return {.id = drawn.id, .dek = std::move(drawn.dek)};
    }

    catalog::Backup backup(const catalog::BackupId& id) {
        return must(catalog->backups().find(id)).value();
    }

    /// Whether an identity opens the catalog's header and finds this DEK.
    bool opens(const SealedBackup& sealed, const age::Identity& identity) {
        auto header = must(sealed::parse_header(backup(sealed.id).header));
        const std::array<const age::Identity*, 1> identities{&identity};
        auto dek = sealed::open_dek(header, identities);
        return dek && equal_constant_time(*dek, sealed.dek);
    }

    TemporaryDirectory folder;
    age::X25519Identity recovery = age::X25519Identity::generate();
    age::X25519Identity kek = age::X25519Identity::generate();
    age::X25519Identity fresh = age::X25519Identity::generate();
    std::unique_ptr<catalog::Catalog> catalog;
};

}  // namespace breakglass::testing
