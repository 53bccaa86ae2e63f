#include "rules.h"
#include "strict_json.h"

#include <algorithm>

#include <breakglass/records/receipt.h>
#include <breakglass/records/utc.h>
#include <breakglass/sealed/header.h>
#include <breakglass/sealed/plain_text.h>

namespace breakglass::records {

namespace {

constexpr std::string_view version = "receipt v1";
constexpr std::size_t max_file_bytes = 255;  // NAME_MAX

Error malformed(const std::string& why) {
    return {ErrorKind::unverified, "RECEIPT-MALFORMED", "the receipt is malformed: " + why, ""};
}

}  // namespace

Status check_receipt(const Receipt& receipt) {
    if (!receipt.record.attested) return malformed("its record is not marked as attested");
    if (auto sound = check_record(receipt.record); !sound) return sound;
    if (auto text = sealed::check_plain_text(receipt.file, "file name", max_file_bytes, true);
        !text) {
        return malformed(text.error().message);
    }
    // the name is joined to a folder later: it must not lead out of it
    if (receipt.file.find('/') != std::string::npos || receipt.file == "." ||
        receipt.file == "..") {
        return malformed("its file name leads to another folder");
    }
    if (auto text = sealed::check_plain_text(receipt.escrow, "escrow's name", max_escrow_bytes);
        !text) {
        return malformed(text.error().message);
    }
    return {};
}

std::string encode_receipt(const Receipt& receipt) {
    check(static_cast<bool>(check_receipt(receipt)), "a receipt is checked before it is printed");
    const BackupRecord& record = receipt.record;
    nlohmann::ordered_json line;
    line["breakglass"] = version;
    line["id"] = to_hex(record.id);
    line["label"] = record.label;
    line["surface"] = sealed::to_text(record.surface);
    line["kind"] = sealed::to_text(record.kind);
    line["commitment"] = to_hex(record.commitment);
    line["header_sha256"] = to_hex(record.header_sha256);
    line["plain_size"] = record.plain_bytes;
    line["size"] = record.file_bytes;
    line["sealed_at"] = utc_text(record.sealed_at);
    line["host"] = record.host;
    if (record.content_sha256) line["content_sha256"] = to_hex(*record.content_sha256);
    line["set"] = record.set_id;
    line["kek"] = record.kek_ids;
    line["file"] = receipt.file;
    line["escrow"] = receipt.escrow;
    line["escrow_fingerprint"] = to_hex(receipt.escrow_fingerprint);
    line["ledger_size"] = receipt.ledger_size;
    line["ledger_root"] = to_hex(receipt.ledger_root);
    return line.dump() + "\n";
}

Result<Receipt> parse_receipt(ByteView bytes) {
    if (bytes.size() > max_receipt_bytes) return malformed("it is larger than 8192 bytes");
    std::string_view text = as_text(bytes);
    if (text.ends_with('\n')) text.remove_suffix(1);
    if (text.find('\n') != std::string_view::npos) return malformed("it is more than one line");
    StrictObject object("RECEIPT-MALFORMED", "the receipt");
    if (auto read = object.read(text); !read) return std::move(read).error();
    if (object.text("breakglass") != version) {
        return malformed("it does not say \"breakglass\": \"receipt v1\"");
    }
    Receipt receipt;
    BackupRecord& record = receipt.record;
    std::ranges::copy(object.hex("id", record.id.size()), record.id.begin());
    record.label = object.text("label");
    const auto surface = sealed::surface_from_text(object.text("surface"));
    const auto kind = sealed::kind_from_text(object.text("kind"));
    record.commitment = object.hash("commitment");
    record.header_sha256 = object.hash("header_sha256");
    record.plain_bytes = object.number("plain_size");
    record.file_bytes = object.number("size");
    record.sealed_at = object.time("sealed_at");
    record.host = object.text("host");
    if (object.has("content_sha256")) record.content_sha256 = object.hash("content_sha256");
    record.attested = true;
    record.set_id = object.text("set");
    record.kek_ids = object.texts("kek", sealed::max_keks);
    receipt.file = object.text("file");
    receipt.escrow = object.text("escrow");
    receipt.escrow_fingerprint = object.hash("escrow_fingerprint");
    receipt.ledger_size = object.number("ledger_size");
    receipt.ledger_root = object.hash("ledger_root");
    if (auto complete = object.finish(); !complete) return std::move(complete).error();
    if (!surface || !kind) return malformed("its surface or kind is unknown");
    record.surface = *surface;
    record.kind = *kind;
    if (auto sound = check_receipt(receipt); !sound) return std::move(sound).error();
    return receipt;
}

}  // namespace breakglass::records
