#pragma once
// An escrow with known keys, and backups sealed into it, for the tests of this room.

#include "catch.h"
#include "cli/temporary_directory.h"

#include <fstream>

#include <breakglass/age/x25519.h>
#include <breakglass/backup/seal.h>
#include <breakglass/catalog/catalog.h>
#include <breakglass/disk/read_file.h>
#include <breakglass/escrow/directory.h>
#include <breakglass/escrow/templates.h>
#include <breakglass/sealed/header.h>

namespace breakglass::testing {

struct EscrowRoom {
    TemporaryDirectory directory;
    age::X25519Identity recovery = age::X25519Identity::generate();
    age::X25519Identity kek = age::X25519Identity::generate();
    escrow::Directory escrow = make();

    /// Seals content, records it in the catalog, and returns what the catalog has.
    catalog::Backup seal(const std::string& label, const std::string& content,
                         std::int64_t time = 1930190706) {
        auto made = seal_file(label, content, time);
        REQUIRE(backup::record_in_catalog(escrow, made));
        return find(made.receipt.record.id);
    }

    /// The same, by a host that wrapped the DEK to a stranger in place of the recovery key but
    /// says otherwise. No key of the escrow is needed for this.
    catalog::Backup seal_for_stranger(const std::string& label, const std::string& content,
                                      const age::X25519Identity& stranger) {
        auto made = seal_file(label, content, 1930190706);
        auto honest = sealed::parse_header(made.header);
        REQUIRE(honest);
        const age::Identity* key = &kek;
        const auto dek = sealed::open_dek(*honest, {&key, 1});
        REQUIRE(dek);
        std::vector<age::Stanza> stanzas = honest->age.stanzas;
        const auto wrapped = stranger.recipient().wrap(*dek, system_randomness());
        REQUIRE(wrapped);
        for (age::Stanza& stanza : stanzas) {
            if (stanza.type != "X25519") continue;
            stanza = *wrapped;  // the first one is the recovery recipient's
            break;
        }
        made.header = age::encode_header(stanzas, *dek);
        REQUIRE(made.header.size() == sealed::header_bytes);
        overwrite(made.path, 0, as_text(made.header));
        made.receipt.record.header_sha256 = sealed::header_hash(made.header);
        REQUIRE(backup::record_in_catalog(escrow, made));
        return find(made.receipt.record.id);
    }

    void replace_payload(const catalog::Backup& of, const SecretBytes& dek,
                         const std::string& content) {
        MemorySource source(as_bytes(content));
        MemorySink sink;
        REQUIRE(age::seal_payload(dek, of.id, source, sink));
        auto places = escrow.catalog().backups().places(of.id);
        REQUIRE(places);
        overwrite(places->front().path, sealed::payload_offset, as_text(sink.bytes()));
    }

    catalog::Backup find(const catalog::BackupId& id) {
        auto found = escrow.catalog().backups().find(id);
        REQUIRE(found);
        REQUIRE(*found);
        return **found;
    }

    static void overwrite(const std::string& path, std::size_t offset, std::string_view bytes) {
        std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(static_cast<std::streamoff>(offset));
        file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        REQUIRE(file.good());
    }

  private:
    escrow::Directory make() {
        const auto policy = escrow::policy_template("team-of-five");
        REQUIRE(policy);
        auto made = escrow::Directory::create(directory / "escrow", *policy);
        REQUIRE(made);
        const Hash256 draft = made->policy().hash;
        REQUIRE(made->apply_draft(draft, "policy-1"));
        const std::string set = sealed::recipient_id(recovery.recipient().text());
        const std::string key = sealed::recipient_id(kek.recipient().text());
        REQUIRE(made->catalog().keks().add({.id = key,
                                            .name = "everyday",
                                            .recipient = kek.recipient().text(),
                                            .owner = "platform-lead",
                                            .purpose = "tests",
                                            .keystore = "file:/nowhere"}));
        auto& sets = made->catalog().share_sets();
        REQUIRE(sets.add(
            {.id = set, .recipient = recovery.recipient().text(), .manifest = set + ".manifest"}));
        REQUIRE(sets.mark_confirmed(set));
        REQUIRE(sets.activate(set));
        return std::move(*made);
    }

    backup::SealedBackup seal_file(const std::string& label, const std::string& content,
                                   std::int64_t time) {
        const std::string input = directory / "input";
        std::ofstream(input, std::ios::binary | std::ios::trunc) << content;
        auto target = backup::target_of_escrow(escrow);
        REQUIRE(target);
        backup::SealRequest request;
        request.description.label = label;
        request.description.time = time;
        request.input = input;
        request.output_directory = directory.path();
        request.content_hash = true;
        auto made = backup::seal(*target, request);
        REQUIRE(made);
        return std::move(*made);
    }
};

}  // namespace breakglass::testing
