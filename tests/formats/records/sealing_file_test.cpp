// Sealing files here are signed, and cross-checked, by the ssh-keygen of the machine.

#include "formats/records/samples.h"
#include "formats/scratch.h"

#include <breakglass/records/sealing_file.h>

using namespace breakglass;
using namespace breakglass::testing;
using records::SealingFacts;

namespace {

/// An owner with an SSH key, in a folder of one's own.
struct Owner {
    Scratch scratch;
    Owner() { REQUIRE(scratch.run("ssh-keygen -q -t ed25519 -N '' -C owner -f key") == 0); }

    signature::PublicKey key() const {
        auto key = signature::parse_public_key(scratch.read_text("key.pub"));
        REQUIRE(key);
        return *key;
    }
    SealingFacts facts() const {
        SealingFacts facts;
        facts.escrow = "payroll";
        facts.owner = "platform-lead";
        facts.fingerprint = records::escrow_fingerprint(facts.escrow, key());
        facts.recovery_recipient = some_recipient();
        facts.kek_recipients = {some_recipient(), some_recipient()};
        facts.labels = {"payroll*", "ledger-db"};
        facts.created_at = 1930190706;
        facts.expires_at = facts.created_at + std::int64_t{90} * 86400;
        facts.ledger_size = 17;
        facts.ledger_root = sha256(as_bytes("ledger"));
        return facts;
    }
    Bytes sign(ByteView body, const std::string& name_space = "breakglass.sealing") const {
        scratch.write("body", body);
        REQUIRE(scratch.run("rm -f body.sig; ssh-keygen -q -Y sign -n " + name_space +
                            " -f key body") == 0);
        return scratch.read("body.sig");
    }
};

}  // namespace

TEST_CASE("a signed sealing file comes back with its facts, owner's key and signed bytes") {
    const Owner owner;
    const SealingFacts facts = owner.facts();
    const Bytes body = records::encode_sealing_body(facts);
    const auto file = records::join_sealing_file(body, owner.sign(body));
    REQUIRE(file);
    const auto read = records::parse_sealing_file(*file);
    REQUIRE(read);
    CHECK(read->facts == facts);
    CHECK(read->owner_key == owner.key());
    CHECK(read->body == body);
    CHECK(facts.set_id() == sealed::recipient_id(facts.recovery_recipient));
    CHECK(facts.kek_ids().size() == 2);
}

TEST_CASE("the two parts of a sealing file satisfy ssh-keygen -Y verify") {
    const Owner owner;
    const Bytes body = records::encode_sealing_body(owner.facts());
    const auto file = records::join_sealing_file(body, owner.sign(body));
    REQUIRE(file);
    owner.scratch.write("file", ByteView(*file));
    owner.scratch.write("signers", "platform-lead " + to_text(owner.key()) + "\n");
    // split as docs/formats/sealing-file.md says
    CHECK(owner.scratch.run("sed '/^-----BEGIN SSH SIGNATURE-----$/,$d' file > text && "
                            "sed -n '/^-----BEGIN SSH SIGNATURE-----$/,$p' file > sig && "
                            "ssh-keygen -Y verify -f signers -I platform-lead "
                            "-n breakglass.sealing -s sig < text") == 0);
}

TEST_CASE("the escrow's fingerprint is what Python computes from the documented bytes") {
    const auto key = signature::parse_public_key(
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f");
    REQUIRE(key);
    CHECK(to_hex(records::escrow_fingerprint("payroll", *key)) ==
          "0033c821b21aaf44f6f2543de35af09888d2cd29c77100d2b9bdae7016d4a747");
    CHECK(records::escrow_fingerprint("payrol", *key) !=
          records::escrow_fingerprint("payroll", *key));
}

TEST_CASE("SEALING-FINGERPRINT: a file signed by somebody else's key") {
    const Owner owner;
    const Owner stranger;
    const Bytes body = records::encode_sealing_body(owner.facts());
    CHECK(rule_of(records::join_sealing_file(body, stranger.sign(body))) == "SEALING-FINGERPRINT");
}

TEST_CASE("SIGNATURE-FORGED and SIGNATURE-NAMESPACE: changed facts, another purpose") {
    const Owner owner;
    SealingFacts facts = owner.facts();
    const Bytes body = records::encode_sealing_body(facts);
    const Bytes signature = owner.sign(body);
    facts.expires_at += 86400;
    CHECK(rule_of(records::join_sealing_file(records::encode_sealing_body(facts), signature)) ==
          "SIGNATURE-FORGED");
    CHECK(rule_of(records::join_sealing_file(body, owner.sign(body, "breakglass.approval"))) ==
          "SIGNATURE-NAMESPACE");
}

TEST_CASE("a changed byte of a sealing file is refused or changes nothing that counts") {
    const Owner owner;
    const SealingFacts facts = owner.facts();
    const Bytes body = records::encode_sealing_body(facts);
    const auto file = records::join_sealing_file(body, owner.sign(body));
    REQUIRE(file);
    for (std::size_t at = 0; at < file->size(); ++at) {
        Bytes changed = *file;
        changed[at] ^= 1U;
        CAPTURE(at);
        const auto read = records::parse_sealing_file(changed);
        if (at < body.size()) CHECK_FALSE(read);
        if (read) CHECK(read->facts == facts);
    }
    for (std::size_t size = 0; size + 1 < file->size(); ++size) {
        CAPTURE(size);
        CHECK_FALSE(records::parse_sealing_file(ByteView(*file).first(size)));
    }
}

TEST_CASE("SEALING-MALFORMED: facts that make no sense") {
    const Owner owner;
    const auto malformed = [&owner](const auto& change) {
        SealingFacts facts = owner.facts();
        change(facts);
        CHECK(rule_of(records::check_sealing(facts)) == "SEALING-MALFORMED");
    };
    malformed([](SealingFacts& f) { f.escrow.clear(); });
    malformed([](SealingFacts& f) { f.owner = "a\nb"; });
    malformed([](SealingFacts& f) { f.recovery_recipient = "age1"; });
    malformed([](SealingFacts& f) { f.kek_recipients.clear(); });
    malformed([](SealingFacts& f) { f.kek_recipients.push_back(some_recipient()); });
    malformed([](SealingFacts& f) { f.kek_recipients[0] = f.recovery_recipient; });
    malformed([](SealingFacts& f) { f.kek_recipients[0] = f.kek_recipients[1]; });
    malformed([](SealingFacts& f) { f.kek_recipients[0] = "ssh-ed25519 AAAA"; });
    malformed([](SealingFacts& f) { f.labels.clear(); });
    malformed([](SealingFacts& f) { f.labels.resize(257, "x"); });
    malformed([](SealingFacts& f) { f.labels[0] = std::string(129, 'x'); });
    malformed([](SealingFacts& f) { f.expires_at = f.created_at; });
    malformed([](SealingFacts& f) { f.created_at = -1; });
}

TEST_CASE("SEALING-MALFORMED: ids of other recipients, unknown or repeated keys, no signature") {
    const Owner owner;
    const SealingFacts facts = owner.facts();
    const Bytes body = records::encode_sealing_body(facts);
    const std::string text(as_text(body));
    REQUIRE(records::parse_sealing_body(body));
    const auto exchanged = [&text](const std::string& from, const std::string& to) {
        std::string changed = text;
        const std::size_t at = changed.find(from);
        REQUIRE(at != std::string::npos);
        return changed.replace(at, from.size(), to);
    };
    for (const std::string& changed :
         {exchanged(facts.set_id(), "00000000"), exchanged(facts.kek_ids()[1], "00000000"),
          exchanged("sealing v1", "sealing v2"), exchanged("\"owner\"", "\"OWNER\""),
          exchanged("\"owner\"", "\"owner\": \"x\", \"owner\""),
          exchanged("\"ledger_size\"", "\"more\": 1, \"ledger_size\""),
          exchanged("\"ledger_size\": 17", "\"ledger_size\": true"), text + "\n", text + "{}\n"}) {
        CAPTURE(changed);
        CHECK(rule_of(records::parse_sealing_body(as_bytes(changed))) == "SEALING-MALFORMED");
    }
    CHECK(rule_of(records::parse_sealing_file(body)) == "SEALING-MALFORMED");
    CHECK(rule_of(records::parse_sealing_file(Bytes(70000, ' '))) == "SEALING-MALFORMED");
}

TEST_CASE("labels are allowed by equality or by a pattern") {
    SealingFacts facts;
    facts.labels = {"payroll*", "ledger-db", "*-copy", "a*b*c"};
    for (const char* label :
         {"payroll", "payroll-db", "ledger-db", "x-copy", "-copy", "abc", "a--b--b--c"}) {
        CAPTURE(label);
        CHECK(records::label_allowed(facts, label));
    }
    for (const char* label : {"", "payrol", "ledger-db2", "Ledger-db", "copy", "acb", "ab"}) {
        CAPTURE(label);
        CHECK_FALSE(records::label_allowed(facts, label));
    }
}
