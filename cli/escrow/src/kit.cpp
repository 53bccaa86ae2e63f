#include "checksums.h"
#include "embedded.h"
#include "kit_files.h"
#include "layout.h"
#include "new_directory.h"
#include "newest_kit.h"

#include <fmt/format.h>

#include <breakglass/catalog/catalog.h>
#include <breakglass/console/printable.h>
#include <breakglass/disk/new_file.h>
#include <breakglass/escrow/kit.h>
#include <breakglass/ledger/ledger.h>
#include <breakglass/records/utc.h>

namespace breakglass::escrow {

namespace fs = std::filesystem;

namespace {

// A kit while it is filled: each file is written and its hash noted.
class KitBuilder {
  public:
    KitBuilder(const Directory& escrow, NewDirectory& kit) : escrow_(escrow), kit_(kit) {}

    Status copy(const std::string& relative) {
        auto source = open_below(escrow_.path(), relative);
        if (!source) return std::move(source).error();
        if (auto made = kit_.make(fs::path(relative).parent_path()); !made) return made;
        const auto hash = copy_hashed(*source, kit_.path() / relative);
        if (!hash) return hash.error();
        checksums_.emplace(relative, *hash);
        return {};
    }

    Status write(const char* name, std::string_view text) {
        checksums_.emplace(name, sha256(as_bytes(text)));
        return disk::write_new_file((kit_.path() / name).string(), as_bytes(text));
    }

    // The catalog's own copy is consistent while others write; its bytes are hashed afterwards.
    Status snapshot(catalog::Catalog& catalog) {
        if (auto saved = catalog.backup_to((kit_.path() / catalog_name).string()); !saved) {
            return saved;
        }
        auto source = open_below(kit_.path(), catalog_name);
        if (!source) return std::move(source).error();
        Bytes block(65536);
        Sha256 hash;
        for (;;) {
            const auto count = source->read(block);
            if (!count) return count.error();
            if (*count == 0) break;
            hash.update(ByteView(block).first(*count));
        }
        checksums_.emplace(catalog_name, hash.finish());
        return {};
    }

    Result<Hash256> seal() {
        const Bytes encoded = encode_checksums(checksums_);
        auto written = disk::write_new_file((kit_.path() / checksums_name).string(), encoded);
        if (!written) return std::move(written).error();
        return sha256(encoded);
    }

  private:
    const Directory& escrow_;
    NewDirectory& kit_;
    Checksums checksums_;
};

std::string readme(const policy::Policy& policy, std::int64_t now) {
    return fmt::format(fmt::runtime(embedded::kit_readme), fmt::arg("escrow", policy.escrow),
                       fmt::arg("purpose", policy.purpose), fmt::arg("owner", policy.owner),
                       fmt::arg("time", records::utc_text(now)),
                       fmt::arg("policy_hash", to_hex(policy.hash)));
}

Status fill(Directory& escrow, KitBuilder& builder, std::int64_t now) {
    if (auto copied = builder.copy(policy_name); !copied) return copied;
    std::error_code ignored;
    for (const char* file : {applied_name, sealing_name}) {
        if (!fs::exists(escrow.path() / file, ignored)) continue;
        if (auto copied = builder.copy(file); !copied) return copied;
    }
    for (const char* folder : record_folders) {
        const auto records = list_records(escrow.path(), folder);
        if (!records) return records.error();
        for (const std::string& record : *records) {
            if (auto copied = builder.copy(record); !copied) return copied;
        }
    }
    if (auto saved = builder.snapshot(escrow.catalog()); !saved) return saved;
    if (auto written = builder.write(script_name, embedded::hex_to_age_identity); !written) {
        return written;
    }
    if (auto written = builder.write(runbook_name, embedded::incident_runbook); !written)
        return written;
    if (auto written = builder.write(runbook_id_name, embedded::incident_runbook_id); !written)
        return written;
    return builder.write(kit_readme_name, readme(escrow.policy(), now));
}

}  // namespace

Result<KitNote> write_kit(Directory& escrow, const fs::path& target, std::int64_t now) {
    // Exclusive: a kit holds the ledger up to its own entry, and the state that goes with it.
    const auto lock = escrow.lock(LockKind::exclusive);
    if (!lock) return lock.error();
    auto kit = NewDirectory::beside(target, "KIT-EXISTS");
    if (!kit) return std::move(kit).error();
    const ledger::Record act{.act = "escrow.kit",
                             .facts = {{"folder", console::printable(kit->target().string())}}};
    if (auto announced = escrow.record(act); !announced) return std::move(announced).error();
    const tree::Head head = escrow.ledger().head();
    KitBuilder builder(escrow, *kit);
    if (auto filled = fill(escrow, builder, now); !filled) return std::move(filled).error();
    const auto hash = builder.seal();
    if (!hash) return hash.error();
    if (auto published = kit->publish(); !published) return std::move(published).error();

    const KitNote note{now, *hash, head};
    if (auto remembered = remember_kit(escrow, note); !remembered) {
        return std::move(remembered).error();
    }
    return note;
}

}  // namespace breakglass::escrow
