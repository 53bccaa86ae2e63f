#include "layout.h"
#include "newest_kit.h"

#include <system_error>

#include <breakglass/disk/read_file.h>
#include <breakglass/escrow/newest_seen.h>
#include <breakglass/records/sealing_file.h>

namespace breakglass::escrow {

tree::Head newest_seen(const std::filesystem::path& escrow) {
    const auto stored = [&escrow](const char* name) {
        return disk::read_file((escrow / name).string(), records::max_sealing_bytes);
    };
    tree::Head newest;
    if (const auto note = stored(newest_kit_name)) {
        if (const auto kit = parse_kit_note(as_text(*note))) newest = kit->ledger;
    }
    if (const auto file = stored(sealing_name)) {
        const auto sealing = records::parse_sealing_file(*file);
        if (sealing && sealing->facts.ledger_size > newest.size) {
            newest = {sealing->facts.ledger_size, sealing->facts.ledger_root};
        }
    }
    return newest;
}

}  // namespace breakglass::escrow
