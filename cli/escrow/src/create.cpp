#include "layout.h"
#include "new_directory.h"

#include <breakglass/catalog/catalog.h>
#include <breakglass/console/amounts.h>
#include <breakglass/disk/new_file.h>
#include <breakglass/escrow/directory.h>
#include <breakglass/ground/random.h>
#include <breakglass/ledger/ledger.h>

namespace breakglass::escrow {

Result<Directory> Directory::create(const std::filesystem::path& path, ByteView policy_bytes) {
    auto policy = policy::parse_policy(policy_bytes);
    if (!policy) return std::move(policy).error();
    auto fresh = NewDirectory::beside(path, "ESCROW-EXISTS");
    if (!fresh) return std::move(fresh).error();

    for (const char* folder : record_folders) {
        if (auto made = fresh->make(folder); !made) return std::move(made).error();
    }
    const auto write = [&](const char* name, ByteView bytes) {
        return disk::write_new_file((fresh->path() / name).string(), bytes);
    };
    if (auto written = write(policy_name, policy_bytes); !written)
        return std::move(written).error();
    Bytes id(16);
    system_randomness().fill(id);
    const ledger::Record first{
        .act = "escrow.init",
        .facts = {
            {"escrow", policy->escrow}, {id_fact, to_hex(id)}, {"draft", to_hex(policy->hash)}}};
    auto ledger =
        ledger::Ledger::create(fresh->path() / ledger_name, first, console::now_seconds());
    if (!ledger) return std::move(ledger).error();
    {
        // Closed again before the rename: SQLite remembers its file by name.
        auto catalog = catalog::create((fresh->path() / catalog_name).string());
        if (!catalog) return std::move(catalog).error();
    }
    if (auto published = fresh->publish(); !published) return std::move(published).error();
    return open(fresh->target());
}

}  // namespace breakglass::escrow
