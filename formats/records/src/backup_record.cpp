#include "backup.pb.h"
#include "rules.h"

#include <algorithm>

#include <breakglass/age/payload.h>
#include <breakglass/records/backup_record.h>
#include <breakglass/records/utc.h>
#include <breakglass/sealed/header.h>
#include <breakglass/sealed/plain_text.h>

namespace breakglass::records {

namespace {

constexpr std::uint32_t format_version = 1;
constexpr std::size_t max_record_bytes = 16384;
constexpr std::uint64_t max_plain_bytes = std::uint64_t{1} << 60U;  // keeps sums from wrapping

Error refuse(const std::string& rule, const std::string& why) {
    return {ErrorKind::unverified, rule, "the record of a backup " + why, ""};
}

Error malformed(const std::string& why) {
    return refuse("RECORD-MALFORMED", "is malformed: " + why);
}

std::string encode(const BackupRecord& record) {
    stored::BackupRecord message;
    message.set_format(format_version);
    message.set_id(as_string(record.id));
    message.set_label(record.label);
    message.set_surface(static_cast<std::uint32_t>(record.surface));
    message.set_kind(static_cast<std::uint32_t>(record.kind));
    message.set_commitment(as_string(record.commitment));
    message.set_header_sha256(as_string(record.header_sha256));
    message.set_plain_bytes(record.plain_bytes);
    message.set_file_bytes(record.file_bytes);
    message.set_sealed_at(record.sealed_at);
    message.set_host(record.host);
    if (record.content_sha256) message.set_content_sha256(as_string(*record.content_sha256));
    message.set_attested(record.attested);
    message.set_set_id(record.set_id);
    for (const std::string& kek_id : record.kek_ids)
        message.add_kek_ids(kek_id);
    return message.SerializeAsString();
}

Status check_ids(const BackupRecord& record) {
    if (!sealed::is_recipient_id(record.set_id)) return malformed("its set id is not 8 hex digits");
    if (record.kek_ids.empty() || record.kek_ids.size() > sealed::max_keks) {
        return malformed("it names no KEK or more than two");
    }
    for (const std::string& kek_id : record.kek_ids) {
        if (!sealed::is_recipient_id(kek_id)) return malformed("a KEK id is not 8 hex digits");
    }
    if (record.kek_ids.size() == 2 && record.kek_ids[0] == record.kek_ids[1]) {
        return malformed("it names one KEK twice");
    }
    return {};
}

}  // namespace

Status check_record(const BackupRecord& record) {
    if (auto text = sealed::check_plain_text(record.label, "label", sealed::max_label_bytes);
        !text) {
        return refuse("RECORD-TEXT", "breaks a rule: " + text.error().message);
    }
    if (auto text = sealed::check_plain_text(record.host, "host", max_host_bytes, true); !text) {
        return refuse("RECORD-TEXT", "breaks a rule: " + text.error().message);
    }
    if (sealed::to_text(record.surface).empty()) return malformed("its surface is unknown");
    if (sealed::to_text(record.kind).empty()) return malformed("its kind is unknown");
    if (record.sealed_at < 0 || record.sealed_at > max_time) {
        return malformed("its time is not between the years 1970 and 9999");
    }
    if (record.plain_bytes > max_plain_bytes ||
        record.file_bytes !=
            sealed::payload_offset + age::sealed_payload_size(record.plain_bytes)) {
        return refuse("RECORD-SIZE", "says that " + std::to_string(record.plain_bytes) +
                                         " bytes became a sealed file of " +
                                         std::to_string(record.file_bytes) + ", which cannot be");
    }
    return check_ids(record);
}

Bytes encode_record(const BackupRecord& record) {
    check(static_cast<bool>(check_record(record)), "a record is checked before it is stored");
    const std::string bytes = encode(record);
    return Bytes(bytes.begin(), bytes.end());
}

Result<BackupRecord> parse_record(ByteView bytes) {
    if (bytes.size() > max_record_bytes) return malformed("it is larger than 16384 bytes");
    stored::BackupRecord message;
    if (!message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
        return malformed("it is not the Protobuf message expected");
    }
    if (message.format() != format_version) {
        return malformed("its format is " + std::to_string(message.format()) + ", 1 was expected");
    }
    BackupRecord record;
    if (message.id().size() != record.id.size()) return malformed("its id is not 16 bytes");
    std::ranges::copy(as_bytes(message.id()), record.id.begin());
    record.label = message.label();
    record.surface = static_cast<sealed::Surface>(message.surface());
    record.kind = static_cast<sealed::Kind>(message.kind());
    const auto commitment = as_hash(message.commitment());
    const auto header = as_hash(message.header_sha256());
    if (!commitment || !header) return malformed("a hash in it is not 32 bytes");
    record.commitment = *commitment;
    record.header_sha256 = *header;
    record.plain_bytes = message.plain_bytes();
    record.file_bytes = message.file_bytes();
    record.sealed_at = message.sealed_at();
    record.host = message.host();
    if (!message.content_sha256().empty()) {
        record.content_sha256 = as_hash(message.content_sha256());
        if (!record.content_sha256) return malformed("a hash in it is not 32 bytes");
    }
    record.attested = message.attested();
    record.set_id = message.set_id();
    record.kek_ids.assign(message.kek_ids().begin(), message.kek_ids().end());
    if (auto sound = check_record(record); !sound) return std::move(sound).error();
    // one spelling per value: no unknown or repeated fields, no stretched numbers
    if (encode(record) != as_text(bytes)) return malformed("it is not in its one spelling");
    return record;
}

}  // namespace breakglass::records
