#include <filesystem>

#include <breakglass/backup/pins.h>
#include <breakglass/backup/target.h>
#include <breakglass/catalog/catalog.h>
#include <breakglass/console/printable.h>
#include <breakglass/console/report.h>
#include <breakglass/disk/read_file.h>
#include <breakglass/ledger/ledger.h>
#include <breakglass/records/sealing_file.h>
#include <breakglass/records/utc.h>

namespace breakglass::backup {

namespace {

std::string allowed(const std::vector<std::string>& labels) {
    std::string text;
    for (const std::string& label : labels) {
        if (text.size() > 300) return text + ", ...";
        text += (text.empty() ? "" : ", ") + console::quoted(label);
    }
    return text;
}

void tell_first_use(const std::string& pins, const records::SealingFacts& facts) {
    console::note("first use of a sealing file of the escrow " + console::quoted(facts.escrow) +
                  ": pinned " + to_hex(facts.fingerprint) + " in " + console::quoted(pins));
    console::note("compare it with what the escrow's owner sees: breakglass escrow status");
}

Error superseded(const records::SealingFacts& facts) {
    return {ErrorKind::owed, "SEALING-SUPERSEDED",
            "the backup was made with an old sealing file of " + console::quoted(facts.escrow) +
                ": this host has seen a newer one, its recipients may be retired",
            "put the newest sealing file here: breakglass escrow export-sealing"};
}

Error expired(const records::SealingFacts& facts) {
    return {ErrorKind::owed, "SEALING-EXPIRED",
            "the backup was made, but the sealing file expired on " +
                records::utc_text(facts.expires_at),
            "ask the escrow's owner for a new one: breakglass escrow export-sealing"};
}

}  // namespace

Result<Hash256> fingerprint_of(const policy::Policy& policy) {
    const policy::Person* owner = policy.person(policy.owner);
    if (owner == nullptr || owner->ssh.empty()) return Hash256{};
    auto key = signature::parse_public_key(owner->ssh);
    if (!key) return std::move(key).error();
    return records::escrow_fingerprint(policy.escrow, *key);
}

Result<SealingTarget> target_of_escrow(escrow::Directory& escrow) {
    auto set = escrow.catalog().share_sets().active();
    if (!set) return std::move(set).error();
    if (!*set) {
        return Error{ErrorKind::not_met, "BACKUP-NO-ACTIVE-SET",
                     "the escrow has no active recovery key to seal for",
                     "make one with its custodians: breakglass ceremony run"};
    }
    auto kek = escrow.catalog().keks().active();
    if (!kek) return std::move(kek).error();
    if (!*kek) {
        return Error{ErrorKind::not_met, "BACKUP-NO-ACTIVE-KEK",
                     "the escrow has no active KEK to seal for",
                     "make one: breakglass kek create NAME --keystore URI --owner P --purpose T"};
    }
    auto fingerprint = fingerprint_of(escrow.policy());
    if (!fingerprint) return std::move(fingerprint).error();
    SealingTarget target;
    target.escrow = escrow.policy().escrow;
    target.fingerprint = *fingerprint;
    target.recovery_recipient = (*set)->recipient;
    target.kek_recipients = {(*kek)->recipient};
    const tree::Head head = escrow.ledger().head();
    target.ledger_size = head.size;
    target.ledger_root = head.root;
    return target;
}

Result<SealingTarget> target_of_sealing_file(const SealingFileUse& use) {
    auto stored = disk::read_file(use.file, records::max_sealing_bytes);
    if (!stored) return std::move(stored).error();
    auto sealing = records::parse_sealing_file(*stored);
    if (!sealing) return with_context(std::move(sealing).error(), console::quoted(use.file));
    const records::SealingFacts& facts = sealing->facts;
    if (!records::label_allowed(facts, use.label)) {
        return Error{ErrorKind::usage, "SEALING-LABEL",
                     "the sealing file allows no label " + console::quoted(use.label) +
                         ", only: " + allowed(facts.labels),
                     ""};
    }
    std::string pins = use.pins;
    if (pins.empty()) {
        auto found = default_pins_file();
        if (!found) return std::move(found).error();
        pins = *found;
    }
    std::error_code fault;
    const auto place = std::filesystem::canonical(use.file, fault);
    if (fault) {
        return Error{ErrorKind::usage, "SEALING-PLACE",
                     console::quoted(use.file) +
                         " has no place of its own that could be pinned: " + fault.message(),
                     "name a file: backup seal --sealing FILE"};
    }
    auto outcome =
        check_pin(pins, {facts.fingerprint, facts.ledger_size, facts.escrow, place.string()});
    if (!outcome) return std::move(outcome).error();
    if (*outcome == PinOutcome::first_use) tell_first_use(pins, facts);

    SealingTarget target;
    target.escrow = facts.escrow;
    target.fingerprint = facts.fingerprint;
    target.recovery_recipient = facts.recovery_recipient;
    target.kek_recipients = facts.kek_recipients;
    target.ledger_size = facts.ledger_size;
    target.ledger_root = facts.ledger_root;
    if (*outcome == PinOutcome::superseded) target.overdue = superseded(facts);
    if (use.now >= facts.expires_at) target.overdue = expired(facts);
    return target;
}

}  // namespace breakglass::backup
