#pragma once
// Records that keep every rule; each test breaks one.

#include "catch.h"

#include <string>

#include <breakglass/age/payload.h>
#include <breakglass/age/x25519.h>
#include <breakglass/records/manifest.h>
#include <breakglass/records/receipt.h>
#include <breakglass/sealed/header.h>

namespace breakglass::testing {

inline std::string some_recipient() {
    return age::X25519Identity::generate().recipient().text();
}

inline Hash256 some_hash(const std::string& of) {
    return sha256(as_bytes(of));
}

/// Three of five, and a group whose one share two directors hold.
inline records::Manifest good_manifest() {
    records::Manifest manifest;
    manifest.escrow = "payroll";
    manifest.recipient = some_recipient();
    manifest.set_id = sealed::recipient_id(manifest.recipient);
    manifest.identifier = 0x7ffe;
    manifest.groups_required = 2;
    manifest.created_at = 1930190706;
    records::Group custodians{"custodians", 3, {}};
    for (std::uint8_t index = 0; index < 5; ++index) {
        const std::string holder = "holder-" + std::to_string(index);
        custodians.members.push_back({index, holder, "Ibu " + holder, "paper", some_hash(holder)});
    }
    records::Group directors{"directors", 1, {}};
    directors.members.push_back({0, "director", "", "paper", {}});
    directors.members.push_back({0, "deputy", "", some_recipient(), {}});
    manifest.groups = {custodians, directors};
    return manifest;
}

inline records::BackupRecord good_record() {
    records::BackupRecord record;
    record.id = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
    record.label = "payroll-db";
    record.surface = sealed::Surface::database;
    record.kind = sealed::Kind::full;
    record.commitment = some_hash("commitment");
    record.header_sha256 = some_hash("header");
    record.plain_bytes = 1000;
    record.file_bytes = 4096 + 16 + 1000 + 16;
    record.sealed_at = 1930190706;
    record.host = "db1.example.net";
    record.attested = true;
    record.set_id = "9c03ab12";
    record.kek_ids = {"00ff00ff"};
    return record;
}

inline records::Receipt good_receipt() {
    records::Receipt receipt;
    receipt.record = good_record();
    receipt.file = "payroll-db-2031-03-02.age";
    receipt.escrow = "payroll";
    receipt.escrow_fingerprint = some_hash("escrow");
    receipt.ledger_size = 17;
    receipt.ledger_root = some_hash("ledger");
    return receipt;
}

template <typename T>
std::string rule_of(const Result<T>& result) {
    return result ? "" : result.error().rule;
}

}  // namespace breakglass::testing
