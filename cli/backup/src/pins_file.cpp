#include <cerrno>

#include <sys/stat.h>

#include <breakglass/backup/pins.h>
#include <breakglass/console/report.h>
#include <breakglass/disk/new_file.h>
#include <breakglass/disk/read_file.h>
#include <breakglass/disk/user_files.h>

namespace breakglass::backup {

namespace {

Result<std::vector<Pin>> read_pins(const std::string& file) {
    struct stat facts = {};
    if (::stat(file.c_str(), &facts) != 0 && errno == ENOENT) return std::vector<Pin>{};
    auto text = disk::read_file(file, max_pins_bytes);
    if (!text) return std::move(text).error();
    auto pins = parse_pins(*text);
    if (!pins) return with_context(std::move(pins).error(), "\"" + file + "\"");
    return pins;
}

Status write_pins(const std::string& file, const std::vector<Pin>& pins) {
    const std::string text = encode_pins(pins);
    return disk::replace_file(file, as_bytes(text));
}

Error unkept(Error reason) {
    reason.message = "the pin of the sealing file cannot be kept: " + reason.message;
    reason.rule = "PINS-WRITE";
    if (reason.hint.empty()) reason.hint = "name a file that can be written: --pins FILE";
    return reason;
}

}  // namespace

Result<PinOutcome> check_pin(const std::string& pins_file, const Pin& seen) {
    // Most nights nothing is new, so nothing is locked or written.
    auto pins = read_pins(pins_file);
    if (!pins) return std::move(pins).error();
    const std::vector<Pin> before = *pins;
    auto outcome = compare_and_pin(*pins, seen, pins_file);
    if (!outcome || *pins == before) return outcome;

    auto lock = disk::lock_beside(pins_file);
    Status kept;
    if (lock) {
        pins = read_pins(pins_file);
        if (!pins) return std::move(pins).error();
        outcome = compare_and_pin(*pins, seen, pins_file);
        if (!outcome) return outcome;
        kept = write_pins(pins_file, *pins);
    } else {
        kept = std::move(lock).error();
    }
    if (kept) return outcome;
    // An escrow that is pinned already is safe; only the newer ledger size stays unremembered.
    if (*outcome == PinOutcome::first_use) return unkept(std::move(kept).error());
    console::warn(unkept(std::move(kept).error()).message);
    return outcome;
}

Result<std::string> default_pins_file() {
    auto folder = disk::user_directory(disk::UserFiles::config);
    if (folder) return *folder + "/pins";
    Error refusal = std::move(folder).error();
    refusal.rule = refusal.kind == ErrorKind::usage ? "PINS-PLACE" : "PINS-WRITE";
    refusal.message = "the pins of sealing files have no place: " + refusal.message;
    refusal.hint = "name a file: --pins FILE";
    return refusal;
}

}  // namespace breakglass::backup
