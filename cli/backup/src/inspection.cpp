#include "candidate.h"
#include "facts.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sys/stat.h>

#include <breakglass/backup/inspection.h>
#include <breakglass/backup/restore.h>
#include <breakglass/backup/selection.h>
#include <breakglass/catalog/catalog.h>
#include <breakglass/console/amounts.h>
#include <breakglass/console/printable.h>
#include <breakglass/ground/hash.h>
#include <breakglass/publication/publish.h>
#include <breakglass/records/utc.h>

namespace breakglass::backup {

namespace {

/// What is inspected: a file, what the catalog knows of it, or both.
struct Subject {
    std::optional<Candidate> file;
    std::optional<catalog::Backup> known;
};

bool is_file(const std::string& path) {
    struct stat facts = {};
    return ::lstat(path.c_str(), &facts) == 0;
}

Result<Subject> find_subject(const InspectRequest& request) {
    Subject subject;
    if (!is_file(request.what) && request.escrow != nullptr && looks_like_id(request.what)) {
        auto known = find_by_id(request.escrow->catalog(), request.what);
        if (!known) return std::move(known).error();
        subject.known = std::move(*known);
        return subject;
    }
    auto file = read_candidate(request.what);
    if (!file) return std::move(file).error();
    if (!*file) {
        return Error{ErrorKind::unverified, "BACKUP-NOT-AGE",
                     console::quoted(request.what) + " is not an age file, so no backup of ours",
                     "an id works too: breakglass backup inspect ID --escrow DIR"};
    }
    subject.file = std::move(**file);
    if (request.escrow != nullptr) {
        auto known = request.escrow->catalog().backups().find(subject.file->id);
        if (!known) return std::move(known).error();
        subject.known = std::move(*known);
    }
    return subject;
}

/// The backup as its keys see it: by the file's own header when there is a file.
catalog::Backup as_backup(const Subject& subject) {
    if (!subject.file) return *subject.known;
    catalog::Backup backup = subject.known.value_or(catalog::Backup{});
    backup.id = subject.file->id;
    backup.header = subject.file->header;
    backup.rewritable = subject.file->sealed.has_value();
    backup.kek_ids = backup.rewritable ? subject.file->sealed->kek_ids : std::vector<std::string>{};
    backup.set_id = backup.rewritable ? subject.file->sealed->set_id : "";
    return backup;
}

void tell_file(const Candidate& file, Facts& facts) {
    facts.add("file", file.path);
    facts.add("file_bytes", file.file_bytes);
    facts.add("header_sha256", to_hex(sha256(file.header)));
}

Status tell_catalog(const InspectRequest& request, const Subject& subject, Facts& facts) {
    if (request.escrow == nullptr) return {};
    facts.add("in_catalog", subject.known.has_value());
    if (!subject.known) return {};
    const catalog::Backup& known = *subject.known;
    facts.add("label", known.label);
    facts.add("surface", known.surface);
    facts.add("kind", known.kind);
    facts.add("sealed_at", records::utc_text(known.sealed_at));
    facts.add("attested", known.attested);
    facts.add("proven", known.proven);
    facts.add("generation", known.generation);
    if (subject.file) {
        facts.add("header_is_the_catalogs", subject.file->header == known.header);
    }
    auto places = request.escrow->catalog().backups().places(known.id);
    if (!places) return std::move(places).error();
    std::vector<std::string> texts;
    for (const catalog::Place& place : *places)
        texts.push_back(publication::describe(place));
    facts.add("places", texts);
    return {};
}

/// Opens the DEK: what the description says, and whether the header is what the DEK gives.
Status tell_inside(const InspectRequest& request, const catalog::Backup& backup, Facts& facts) {
    auto dek = request.keks->dek_of(backup);
    if (!dek) return std::move(dek).error();
    facts.add("opens_with_kek", true);
    facts.add("commitment", to_hex(sealed::dek_commitment(*dek, backup.id)));
    if (!backup.rewritable) return {};
    auto header = sealed::parse_header(backup.header);
    if (!header) return std::move(header).error();
    auto description = sealed::open_description(*header, *dek, backup.id);
    if (!description) return std::move(description).error();
    facts.add("description_label", description->label);
    facts.add("description_surface", std::string(to_text(description->surface)));
    facts.add("description_kind", std::string(to_text(description->kind)));
    facts.add("description_source", description->source);
    facts.add("description_time", records::utc_text(description->time));
    auto proof = prove(*request.escrow, backup, *dek);
    facts.add("header_recomputed", static_cast<bool>(proof));
    return proof;
}

}  // namespace

Result<Inspection> inspect(const InspectRequest& request) {
    auto subject = find_subject(request);
    if (!subject) return std::move(subject).error();
    const catalog::Backup backup = as_backup(*subject);
    Facts facts;
    if (subject->file) tell_file(*subject->file, facts);
    facts.add("format", backup.rewritable ? "sealed backup" : "plain age file");
    facts.add("id", to_hex(backup.id));
    if (backup.rewritable) {
        facts.add("share_set", backup.set_id);
        facts.add("keks", backup.kek_ids);
    } else {
        facts.add("recovery_path", "unproven");
    }
    if (auto told = tell_catalog(request, *subject, facts); !told) return std::move(told).error();
    Status verdict;
    if (request.keks != nullptr && request.escrow != nullptr) {
        verdict = tell_inside(request, backup, facts);
    }
    return Inspection{facts.print(request.json), std::move(verdict)};
}

}  // namespace breakglass::backup
