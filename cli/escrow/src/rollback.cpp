#include "rollback.h"

#include "layout.h"
#include "newest_kit.h"

#include <system_error>

#include <breakglass/disk/read_file.h>
#include <breakglass/records/sealing_file.h>

namespace breakglass::escrow {

namespace fs = std::filesystem;

namespace {

Result<Bytes> read_if_there(const fs::path& file) {
    std::error_code ignored;
    if (!fs::exists(file, ignored)) return Bytes();
    return disk::read_file(file.string(), records::max_sealing_bytes);
}

}  // namespace

Status check_rollback(const fs::path& escrow, const ledger::Ledger& ledger) {
    if (const auto stored = read_if_there(escrow / newest_kit_name); stored && !stored->empty()) {
        if (const auto note = parse_kit_note(as_text(*stored))) {
            auto held = ledger.compare(note->ledger.size, note->ledger.root, "the newest kit");
            if (!held) return held;
        }
    }
    if (const auto stored = read_if_there(escrow / sealing_name); stored && !stored->empty()) {
        if (const auto file = records::parse_sealing_file(*stored)) {
            return ledger.compare(file->facts.ledger_size, file->facts.ledger_root,
                                  "the sealing file");
        }
    }
    return {};
}

}  // namespace breakglass::escrow
