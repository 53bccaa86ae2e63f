#include "lines.h"
#include "registrar.h"

#include <filesystem>

#include <breakglass/backup/registration.h>
#include <breakglass/console/printable.h>
#include <breakglass/console/progress.h>
#include <breakglass/console/report.h>
#include <breakglass/disk/file_stream.h>

namespace breakglass::backup {

namespace {

Result<std::string> root_of(const escrow::Directory& escrow, const std::string& store) {
    namespace fs = std::filesystem;
    const policy::Store* named = escrow.policy().store(store);
    const std::string path = named != nullptr ? named->path : store;
    std::error_code fault;
    const fs::path root = fs::canonical(path, fault);
    if (!fault && fs::is_directory(root, fault)) return root.string();
    std::string stores;
    for (const policy::Store& known : escrow.policy().stores) {
        stores += (stores.empty() ? "" : ", ") + console::quoted(known.name);
    }
    return Error{ErrorKind::usage, "BACKUP-STORE",
                 console::quoted(path) + " is neither a store of the policy (" +
                     (stores.empty() ? "it has none" : stores) + ") nor a directory",
                 "name a store that is mounted, or a directory"};
}

/// A file of which the first lines are all no receipts is another kind of file.
constexpr std::uint64_t patience = 20;

Error too_long() {
    return {ErrorKind::unverified, "RECEIPT-MALFORMED", "it is longer than any receipt", ""};
}

Error no_receipts(const std::string& file) {
    return {ErrorKind::unverified, "RECEIPT-FILE",
            console::quoted(file) + " does not hold receipts: none of its first lines is one",
            "give the lines that backup seal printed: --receipts FILE"};
}

Status read_receipts(Registrar& registrar, const std::string& file) {
    auto source = disk::FileSource::open(file);
    if (!source) return std::move(source).error();
    LineReader lines(*source, records::max_receipt_bytes);
    std::uint64_t readable = 0;
    while (true) {
        auto line = lines.next();
        if (!line) return with_context(std::move(line).error(), console::quoted(source->name()));
        if (!*line) return {};
        const std::string where =
            console::quoted(source->name()) + " line " + std::to_string((*line)->number);
        if ((*line)->text.empty() && !(*line)->too_long) continue;
        auto receipt = (*line)->too_long ? Result<records::Receipt>(too_long())
                                         : records::parse_receipt((*line)->text);
        if (receipt) ++readable;
        Status taken = receipt ? registrar.take_receipt(*receipt) : Status(receipt.error());
        if (taken) continue;
        if (stops_all(taken.error())) return taken;
        registrar.refuse(taken.error(), where);
        if (readable == 0 && registrar.report.refused == patience) return no_receipts(file);
    }
}

Status scan(Registrar& registrar, const std::string& root) {
    console::Progress progress("looking through the store", 0, console::Progress::Unit::items);
    const auto refuse = [&registrar](const Error& error) { registrar.refuse(error, "scan"); };
    return walk_store(
        root,
        [&](const std::string& path) -> Status {
            progress.advance(1);
            auto candidate = read_candidate(path);
            if (!candidate) {
                refuse(candidate.error());
                return {};
            }
            if (!*candidate) return {};
            Status taken = registrar.take_file(**candidate);
            if (taken || stops_all(taken.error())) return taken;
            refuse(taken.error());
            return {};
        },
        refuse);
}

}  // namespace

Result<RegisterReport> register_backups(escrow::Directory& escrow, const RegisterRequest& request) {
    if (request.receipts.empty() && !request.scan) {
        return Error{ErrorKind::usage, "BACKUP-REGISTER", "there is nothing to register from",
                     "add --receipts FILE, or --scan to take files that have none"};
    }
    auto root = root_of(escrow, request.store);
    if (!root) return std::move(root).error();
    Registrar registrar(escrow, request, *root);
    if (auto ready = registrar.prepare(); !ready) return std::move(ready).error();
    Status outcome;
    if (!request.receipts.empty()) outcome = read_receipts(registrar, request.receipts);
    // what was taken before a fault or ^C is kept
    if (auto added = registrar.flush(); !added && outcome) outcome = added;
    if (outcome && request.scan) outcome = scan(registrar, *root);
    if (auto added = registrar.flush(); !added && outcome) outcome = added;
    if (!outcome) return std::move(outcome).error();
    return registrar.report;
}

}  // namespace breakglass::backup
