#include "file_name.h"
#include "metered.h"
#include "output.h"
#include "places.h"

#include <algorithm>

#include <breakglass/age/payload.h>
#include <breakglass/backup/restore.h>
#include <breakglass/catalog/catalog.h>
#include <breakglass/console/amounts.h>
#include <breakglass/console/printable.h>
#include <breakglass/console/report.h>
#include <breakglass/publication/publish.h>
#include <breakglass/records/backup_record.h>
#include <breakglass/sealed/header.h>

namespace breakglass::backup {

namespace {

/// Whether the header in a file is one this DEK wrote, be it an older one.
bool verifies(ByteView header, bool rewritable, const SecretBytes& dek) {
    if (rewritable) {
        auto parsed = sealed::parse_header(header);
        return parsed && age::verify_mac(parsed->age, dek);
    }
    auto parsed = age::parse_header(header);
    return parsed && age::verify_mac(*parsed, dek);
}

/// One attempt: this copy, that output.
struct Attempt {
    std::optional<RestoreReport> report;
    Error fault;
    bool another_copy_may_do = false;
};

bool is_fault_of_the_copy(const Error& error) {
    return error.kind == ErrorKind::unverified;
}

Attempt failed(Error fault, bool another_copy_may_do) {
    return {std::nullopt, std::move(fault), another_copy_may_do};
}

/// Compares with what the receipt said went in.
void compare_content(const catalog::Backup& backup, Meter& meter, RestoreReport& report) {
    if (!backup.attested || backup.record.empty()) return;
    auto record = records::parse_record(backup.record);
    if (!record) {
        report.doubts.push_back(std::move(record).error());
        return;
    }
    const auto hash = meter.finish_hash();
    report.content_compared = record->content_sha256.has_value() && hash.has_value();
    if (record->plain_bytes == report.plain_bytes &&
        (!report.content_compared || *hash == *record->content_sha256)) {
        return;
    }
    report.doubts.push_back(
        {ErrorKind::unverified, "BACKUP-CONTENT-DIFFERS",
         "the restored bytes are authentic under the data key, but they are not what the receipt "
         "says was sealed (" +
             std::to_string(record->plain_bytes) + " bytes)",
         "somebody who had the data key replaced the payload: compare with another backup"});
}

bool wants_hash(const catalog::Backup& backup) {
    if (backup.record.empty()) return false;
    auto record = records::parse_record(backup.record);
    return record && record->content_sha256.has_value();
}

Attempt restore_copy(const std::string& path, const catalog::Backup& backup, const SecretBytes& dek,
                     const Output& output) {
    auto copy = open_copy(path, backup);
    if (!copy) return failed(std::move(copy).error(), true);
    auto sink = OpenOutput::open(output, backup);
    if (!sink) return failed(std::move(sink).error(), false);

    RestoreReport report;
    report.id = backup.id;
    report.label = backup.label;
    report.source = path;
    report.output = sink->name();
    report.header_from_catalog =
        copy->header != backup.header && !verifies(copy->header, backup.rewritable, dek);
    Meter meter("restoring " + backup.label, backup.plain_bytes, wants_hash(backup));
    MeteredSink metered(*sink, meter);
    auto bytes = age::open_payload(dek, backup.id, copy->payload, metered);
    if (!bytes) {
        const bool again = is_fault_of_the_copy(bytes.error()) && sink->can_start_again();
        return failed(std::move(bytes).error(), again);
    }
    report.plain_bytes = *bytes;
    compare_content(backup, meter, report);
    if (auto done = sink->finish(); !done) return failed(std::move(done).error(), false);
    return {std::move(report), {}, false};
}

/// Proves the other way in, and notes it. The data is out already: what fails here is a doubt.
void prove_and_note(escrow::Directory& escrow, const catalog::Backup& backup,
                    const SecretBytes& dek, RestoreReport& report) {
    if (!backup.rewritable) return;
    if (auto proof = prove(escrow, backup, dek); !proof) {
        report.doubts.push_back(std::move(proof).error());
        return;
    }
    report.proven = true;
    if (backup.proven) return;
    auto noted =
        escrow.catalog().backups().mark_proven(backup.id, sealed::dek_commitment(dek, backup.id));
    if (!noted) console::warn("the proof could not be noted: " + noted.error().message);
}

Error not_found(const catalog::Backup& backup, const std::string& tried, ErrorKind kind,
                const std::string& rule) {
    const std::string what = "backup " + to_hex(backup.id) + " (" + console::quoted(backup.label) +
                             ") could not be read";
    return {kind, rule, tried.empty() ? what + ": the catalog knows no copy of it" : what + tried,
            kind == ErrorKind::unverified
                ? "put an undamaged copy of it into a store, then: breakglass backup register "
                  "STORE --scan"
                : "mount the store, or say where the file is now: breakglass backup register "
                  "STORE --scan"};
}

}  // namespace

std::string output_name(const catalog::Backup& backup) {
    return file_stem(backup.label, backup.sealed_at, backup.id);
}

Result<RestoreReport> restore_with_dek(escrow::Directory& escrow, const catalog::Backup& backup,
                                       const SecretBytes& dek, const Output& output) {
    if (backup.commitment && *backup.commitment != sealed::dek_commitment(dek, backup.id)) {
        return Error{ErrorKind::unverified, "BACKUP-COMMITMENT",
                     "the key is not the data key of backup " + to_hex(backup.id), ""};
    }
    auto places = escrow.catalog().backups().places(backup.id);
    if (!places) return std::move(places).error();
    std::string tried;
    std::string rule = "BACKUP-NOT-FOUND";
    ErrorKind kind = ErrorKind::failed;
    for (const catalog::Place& place : *places) {
        Attempt attempt;
        auto path = publication::path_of(escrow, place);
        if (path) {
            attempt = restore_copy(path->string(), backup, dek, output);
        } else {
            attempt = failed(std::move(path).error(), true);
        }
        if (attempt.report) {
            prove_and_note(escrow, backup, dek, *attempt.report);
            return std::move(*attempt.report);
        }
        if (!attempt.another_copy_may_do) return std::move(attempt.fault);
        if (is_fault_of_the_copy(attempt.fault)) {
            // a copy that is there and wrong is worse news than one that is not there
            kind = ErrorKind::unverified;
            rule = attempt.fault.rule;
        }
        tried += "; ";
        if (path && attempt.fault.message.find(path->string()) == std::string::npos) {
            tried += console::quoted(path->string()) + ": ";
        }
        tried += attempt.fault.message;
    }
    return not_found(backup, tried, kind, rule);
}

}  // namespace breakglass::backup
