#include "file_name.h"
#include "metered.h"
#include "places.h"

#include <memory>
#include <optional>

#include <unistd.h>

#include <breakglass/age/recipient.h>
#include <breakglass/backup/seal.h>
#include <breakglass/catalog/catalog.h>
#include <breakglass/console/printable.h>
#include <breakglass/disk/child_process.h>
#include <breakglass/disk/new_file.h>
#include <breakglass/ledger/ledger.h>
#include <breakglass/sealed/header.h>
#include <breakglass/sealed/plain_text.h>

namespace breakglass::backup {

namespace {

/// The recipients of a target, read; they live as long as the wraps that point at them.
struct Recipients {
    std::unique_ptr<age::DerivingRecipient> recovery;
    std::vector<std::unique_ptr<age::DerivingRecipient>> keks;

    sealed::Wraps wraps() const {
        sealed::Wraps all;
        all.recovery = recovery.get();
        for (const auto& kek : keks)
            all.keks.push_back(kek.get());
        return all;
    }
};

Result<Recipients> read_recipients(const SealingTarget& target) {
    Recipients all;
    auto recovery = age::parse_deriving_recipient(target.recovery_recipient);
    if (!recovery) return with_context(std::move(recovery).error(), "recovery recipient");
    all.recovery = std::move(*recovery);
    for (const std::string& text : target.kek_recipients) {
        auto kek = age::parse_deriving_recipient(text);
        if (!kek) return with_context(std::move(kek).error(), "KEK");
        all.keks.push_back(std::move(*kek));
    }
    return all;
}

/// What is sealed: a file, standard input, or the output of a command that must succeed.
struct Input {
    std::optional<disk::FileSource> file;
    std::optional<disk::ChildProcess> command;

    ByteSource& bytes() { return command ? command->output() : *file; }
    std::uint64_t size() const { return file ? file->size().value_or(0) : 0; }
    Status finish() { return command ? command->wait() : Status{}; }
};

Result<Input> open_input(const SealRequest& request) {
    Input input;
    if (!request.command.empty()) {
        auto command =
            disk::ChildProcess::start(request.command, disk::ChildProcess::Pipe::its_output);
        if (!command) return std::move(command).error();
        input.command.emplace(std::move(*command));
        return input;
    }
    auto file = disk::FileSource::open(request.input);
    if (!file) return std::move(file).error();
    input.file.emplace(std::move(*file));
    return input;
}

Result<std::string> output_path(const SealRequest& request, const sealed::BackupId& id) {
    const bool one = request.output_file.empty() != request.output_directory.empty();
    if (!one || request.output_file == "-") {
        return Error{ErrorKind::usage, "BACKUP-OUTPUT",
                     "a sealed backup is written to a new file, standard output is the receipt's",
                     "add --output FILE or --output-dir DIR"};
    }
    if (!request.output_file.empty()) return request.output_file;
    const auto& about = request.description;
    return in_directory(request.output_directory, file_stem(about.label, about.time, id) + ".age");
}

std::string host_name() {
    char name[256] = {};
    if (::gethostname(name, sizeof name - 1) != 0) return {};
    return sealed::check_plain_text(name, "host", 255) ? name : "";
}

std::string file_name_of(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    return slash == std::string::npos ? path : path.substr(slash + 1);
}

Error empty_input(const SealRequest& request) {
    const std::string what = request.command.empty() ? request.input : request.command.front();
    return {ErrorKind::failed, "BACKUP-EMPTY",
            console::quoted(what) + " gave no bytes at all; nothing was sealed",
            "if an empty backup is what you mean, add --allow-empty"};
}

void set_size(records::BackupRecord& record, std::uint64_t plain_bytes) {
    record.plain_bytes = plain_bytes;
    record.file_bytes = sealed::payload_offset + age::sealed_payload_size(plain_bytes);
}

/// Everything the backup's receipt says that is known before its bytes are.
records::Receipt begin_receipt(const SealingTarget& target, const SealRequest& request,
                               const sealed::FreshBackup& fresh, ByteView header) {
    records::Receipt receipt;
    records::BackupRecord& record = receipt.record;
    record.id = fresh.id;
    record.label = request.description.label;
    record.surface = request.description.surface;
    record.kind = request.description.kind;
    record.commitment = sealed::dek_commitment(fresh.dek, fresh.id);
    record.header_sha256 = sealed::header_hash(header);
    set_size(record, 0);
    record.sealed_at = request.description.time;
    record.host = host_name();
    record.attested = true;
    record.set_id = sealed::recipient_id(target.recovery_recipient);
    for (const std::string& kek : target.kek_recipients) {
        record.kek_ids.push_back(sealed::recipient_id(kek));
    }
    receipt.escrow = target.escrow;
    receipt.escrow_fingerprint = target.fingerprint;
    receipt.ledger_size = target.ledger_size;
    receipt.ledger_root = target.ledger_root;
    return receipt;
}

}  // namespace

Result<SealedBackup> seal(const SealingTarget& target, const SealRequest& request,
                          Randomness& randomness) {
    auto recipients = read_recipients(target);
    if (!recipients) return std::move(recipients).error();
    const sealed::FreshBackup fresh = sealed::draw_backup(randomness);
    auto header =
        sealed::write_header(fresh.dek, fresh.id, request.description, recipients->wraps());
    if (!header) return std::move(header).error();
    auto path = output_path(request, fresh.id);
    if (!path) return std::move(path).error();
    SealedBackup backup{begin_receipt(target, request, fresh, *header), *header, *path};
    backup.receipt.file = file_name_of(*path);
    if (auto fine = records::check_receipt(backup.receipt); !fine) return std::move(fine).error();

    // the output first: a dump must not run for hours towards a name that is taken
    auto output = disk::NewFile::create(*path);
    if (!output) return std::move(output).error();
    auto input = open_input(request);
    if (!input) return std::move(input).error();
    if (auto put = output->write(*header); !put) return std::move(put).error();
    if (auto put = output->write(fresh.id); !put) return std::move(put).error();

    Meter meter("sealing", input->size(), request.content_hash);
    MeteredSource source(input->bytes(), meter);
    auto plain_bytes = age::seal_payload(fresh.dek, fresh.id, source, *output);
    if (!plain_bytes) return std::move(plain_bytes).error();
    if (auto ended = input->finish(); !ended) return std::move(ended).error();
    if (*plain_bytes == 0 && !request.allow_empty) return empty_input(request);

    records::BackupRecord& record = backup.receipt.record;
    set_size(record, *plain_bytes);
    record.content_sha256 = meter.finish_hash();
    if (auto there = output->publish(); !there) return std::move(there).error();
    return backup;
}

Status record_in_catalog(escrow::Directory& escrow, const SealedBackup& sealed_backup) {
    const records::BackupRecord& record = sealed_backup.receipt.record;
    catalog::NewBackup fresh;
    fresh.backup.id = record.id;
    fresh.backup.label = record.label;
    fresh.backup.surface = sealed::to_text(record.surface);
    fresh.backup.kind = sealed::to_text(record.kind);
    fresh.backup.sealed_at = record.sealed_at;
    fresh.backup.plain_bytes = record.plain_bytes;
    fresh.backup.file_bytes = record.file_bytes;
    fresh.backup.commitment = record.commitment;
    fresh.backup.attested = true;
    fresh.backup.record = records::encode_record(record);
    fresh.backup.header = sealed_backup.header;
    fresh.backup.set_id = record.set_id;
    fresh.backup.kek_ids = record.kek_ids;
    auto place = place_of(escrow, sealed_backup.path);
    if (!place) return std::move(place).error();
    fresh.places.push_back(*place);
    const ledger::Record act{.act = "backup.record",
                             .facts = {{"backup", to_hex(record.id)},
                                       {"label", console::printable(record.label)},
                                       {"commitment", to_hex(record.commitment)},
                                       {"header", to_hex(record.header_sha256)}}};
    if (auto announced = escrow.record(act); !announced) return announced;
    return escrow.catalog().together([&]() -> Status {
        if (auto freed = forget_other_at(escrow, *place, record.id); !freed) return freed;
        return escrow.catalog().backups().add({&fresh, 1});
    });
}

}  // namespace breakglass::backup
