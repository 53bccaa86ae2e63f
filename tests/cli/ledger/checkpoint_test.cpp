#include "catch.h"
#include "cli/ledger/lives.h"

#include <breakglass/age/x25519.h>
#include <breakglass/ledger/checkpoint.h>
#include <breakglass/ledger/comparison.h>
#include <breakglass/ledger/examination.h>
#include <breakglass/ledger/origin.h>
#include <breakglass/ledger/proof.h>

using namespace breakglass;
using namespace breakglass::testing;
using ledger::Ledger;

namespace {

struct Signed {
    TemporaryDirectory here;
    age::X25519Identity keeper = age::X25519Identity::generate();
    Ledger ledger = lived(here / "ledger");
    note::Signer signer = make();
    ledger::WrittenCheckpoint checkpoint = *ledger::write_checkpoint(ledger, signer);

    note::Signer make() {
        ledger::KeyProtection protection;
        protection.recipient = keeper.recipient().text();
        auto made =
            ledger::create_checkpoint_key(ledger, here / "key.age", protection, noon + 400 * 3600);
        check(static_cast<bool>(made), "a checkpoint key is made");
        return *std::move(made);
    }
    ledger::Trusted trust() const { return {{signer.verifier()}, {}, {}}; }
};

}  // namespace

TEST_CASE("a checkpoint names the log, its size and its root, and the ledger still opens with it") {
    const Signed it;
    CHECK(it.checkpoint.file.filename() == "checkpoint-0000000041.note");
    CHECK(it.checkpoint.note.starts_with(
        "breakglass.ledger/payroll/00112233445566778899aabbccddeeff\n41\n"));
    REQUIRE(Ledger::open(it.here / "ledger"));
    const age::Identity* const openers[] = {&it.keeper};
    const auto again = ledger::open_checkpoint_key(it.ledger, it.here / "key.age", openers);
    REQUIRE(again);
    CHECK(again->verifier() == it.signer.verifier());
    CHECK(ledger::write_checkpoint(it.ledger, *again)->note == it.checkpoint.note);
}

TEST_CASE("LEDGER-KEY: a key that the ledger does not name signs nothing") {
    const Signed it;
    const TemporaryDirectory other;
    const Ledger foreign = lived(other / "ledger");
    const age::Identity* const openers[] = {&it.keeper};
    CHECK(rule_of(ledger::open_checkpoint_key(foreign, it.here / "key.age", openers)) ==
          "LEDGER-KEY");
    const auto stranger = age::X25519Identity::generate();
    const age::Identity* const wrong[] = {&stranger};
    CHECK(rule_of(ledger::open_checkpoint_key(it.ledger, it.here / "key.age", wrong)) ==
          "LEDGER-KEY-NO-MATCH");
}

TEST_CASE("LEDGER-CHECKPOINT: every flipped bit of a checkpoint is found when the ledger opens") {
    const Signed it;
    std::string note = it.checkpoint.note;
    int accepted = 0;
    for (std::size_t bit = 0; bit < note.size() * 8; ++bit) {
        const char before = note[bit / 8];
        note[bit / 8] = static_cast<char>(static_cast<unsigned char>(before) ^ 1U << bit % 8);
        if (ledger::check_checkpoint(it.ledger, as_bytes(note), "it")) ++accepted;
        note[bit / 8] = before;
    }
    CHECK(accepted == 0);
    put_file(it.checkpoint.file.string(), note + "x");
    CHECK(rule_of(Ledger::open(it.here / "ledger")) == "LEDGER-CHECKPOINT");
}

TEST_CASE(
    "LEDGER-ROLLED-BACK and LEDGER-FORKED: a ledger opens with its checkpoints or not at all") {
    const Signed it;
    const std::string file = it.here / "ledger/entries.jsonl";
    std::string text = file_text(file);
    text.resize(text.rfind('\n', text.size() - 2) + 1);
    SECTION("the last entry, which names the key, is cut off") {
        put_file(file, text);
        CHECK(rule_of(Ledger::open(it.here / "ledger")) == "LEDGER-ROLLED-BACK");
    }
    SECTION("the last entry is another one") {
        put_file(file, text);
        std::filesystem::rename(it.checkpoint.file, it.here / "aside.note");
        auto cut = Ledger::open(it.here / "ledger");
        REQUIRE(cut);
        REQUIRE(cut->append({"ledger.key", {{"verifier", it.signer.verifier().text()}}},
                            noon + 500 * 3600));
        std::filesystem::rename(it.here / "aside.note", it.checkpoint.file);
        CHECK(rule_of(Ledger::open(it.here / "ledger")) == "LEDGER-FORKED");
    }
}

TEST_CASE("the proof of every entry holds for whoever has the key, and for nobody else's entry") {
    const Signed it;
    const auto trusted = it.trust();
    for (std::uint64_t number = 0; number < 41; ++number) {
        auto proof = ledger::prove_entry(it.ledger, number, std::nullopt);
        REQUIRE(proof);
        const auto read = ledger::parse_proof(as_bytes(ledger::encode_proof(*proof)));
        REQUIRE(read);
        CHECK(*read == *proof);
        CHECK(ledger::verify_proof(*read, trusted));
        proof->entry = std::string(as_text(records::encode_entry(
            it.ledger.entries()[static_cast<std::size_t>((number + 1) % 41)])));
        CHECK(rule_of(ledger::verify_proof(*proof, trusted)) == "LEDGER-PROOF");
    }
    CHECK(rule_of(ledger::prove_entry(it.ledger, 41, std::nullopt)) == "LEDGER-NUMBER");
    CHECK(rule_of(ledger::prove_entry(it.ledger, 5, 5)) == "LEDGER-NUMBER");
    CHECK(rule_of(ledger::prove_entry(it.ledger, 5, 42)) == "LEDGER-NUMBER");
}

TEST_CASE("that the ledger only grew is proved from every size to every later one") {
    const Signed it;
    for (std::uint64_t older = 1; older <= 41; ++older) {
        for (std::uint64_t size = older; size <= 41; ++size) {
            const auto proof = ledger::prove_growth(it.ledger, older, size);
            REQUIRE(proof);
            ledger::Trusted trusted;
            trusted.heads = {it.ledger.head_at(older), it.ledger.head_at(size)};
            CHECK(ledger::verify_proof(*proof, trusted));
            trusted.heads[0].root[0] ^= 1U;
            if (older != size) {
                CHECK(rule_of(ledger::verify_proof(*proof, trusted)) == "LEDGER-PROOF");
            }
        }
    }
}

TEST_CASE("LEDGER-PROOF-UNANCHORED: a proof that nothing trusted vouches for proves nothing") {
    const Signed it;
    const auto proof = ledger::prove_entry(it.ledger, 3, 20);
    REQUIRE(proof);
    CHECK(proof->checkpoint.empty());
    CHECK(rule_of(ledger::verify_proof(*proof, it.trust())) == "LEDGER-PROOF-UNANCHORED");
    CHECK(rule_of(ledger::verify_proof(*proof, {})) == "LEDGER-PROOF-UNANCHORED");
    const auto signed_proof = ledger::prove_entry(it.ledger, 3, std::nullopt);
    CHECK(rule_of(ledger::verify_proof(*signed_proof, {})) == "LEDGER-PROOF-UNANCHORED");
    const auto another = note::Signer::generate("breakglass.ledger/other/00");
    CHECK(rule_of(ledger::verify_proof(*signed_proof, {{another->verifier()}, {}, {}})) ==
          "LEDGER-CHECKPOINT");
}

TEST_CASE("LEDGER-PROOF: no flipped bit of a proof file leaves a proof that holds") {
    const Signed it;
    const auto proof = ledger::prove_entry(it.ledger, 10, std::nullopt);
    std::string text = ledger::encode_proof(*proof);
    const auto trusted = it.trust();
    int held = 0;
    for (std::size_t bit = 0; bit < text.size() * 8; ++bit) {
        const char before = text[bit / 8];
        text[bit / 8] = static_cast<char>(static_cast<unsigned char>(before) ^ 1U << bit % 8);
        const auto read = ledger::parse_proof(as_bytes(text));
        if (read && ledger::verify_proof(*read, trusted)) ++held;
        text[bit / 8] = before;
    }
    CHECK(held == 0);
}

TEST_CASE("LEDGER-FORKED: two copies that both went on are told from the entry where they part") {
    Signed it;
    std::filesystem::copy(it.here / "ledger", it.here / "copy");
    auto copy = Ledger::open(it.here / "copy");
    REQUIRE(copy);
    auto same = ledger::compare_with(it.ledger, it.here / "copy");
    REQUIRE(same);
    CHECK(same->found.empty());
    REQUIRE(it.ledger.append({"kek.create", {{"id", "ours"}}}, noon + 500 * 3600));
    CHECK(ledger::compare_with(it.ledger, it.here / "copy")->found.empty());
    const auto behind = ledger::compare_with(*copy, it.here / "ledger");
    REQUIRE(behind->found.size() == 1);
    CHECK(behind->found.front().rule == "LEDGER-ROLLED-BACK");
    REQUIRE(copy->append({"kek.create", {{"id", "theirs"}}}, noon + 500 * 3600));
    REQUIRE(copy->append({"kek.create", {{"id", "theirs-2"}}}, noon + 500 * 3600));
    const auto forked = ledger::compare_with(it.ledger, it.here / "copy");
    REQUIRE(forked);
    REQUIRE(forked->found.size() == 1);
    CHECK(forked->found.front().rule == "LEDGER-FORKED");
    REQUIRE(forked->forks.size() == 1);
    CHECK(forked->forks.front().number == 41);
    CHECK(forked->forks.front().ours.size() == 1);
    CHECK(forked->forks.front().theirs.size() == 2);
}

TEST_CASE("a ledger begun anew counts on, keeps what was before, and is another log") {
    Signed it;
    const tree::Head last = it.ledger.head();
    ledger::Record anew = first_record();
    anew.act = ledger::continue_act;
    CHECK(rule_of(Ledger::begin_anew(it.here / "ledger", anew, noon)) == "LEDGER-ENTRY");
    REQUIRE(Ledger::open(it.here / "ledger"));
    anew.facts.push_back({"last_size", "41"});
    anew.facts.push_back({"last_root", to_hex(last.root)});
    auto begun = Ledger::begin_anew(it.here / "ledger", anew, noon);
    REQUIRE(begun);
    REQUIRE(begun->append({"kek.create", {}}, noon));
    const auto opened = Ledger::open(it.here / "ledger");
    REQUIRE(opened);
    CHECK(opened->first_number() == 41);
    CHECK(opened->head().size == 43);
    CHECK(opened->entries().back().number == 42);
    CHECK(ledger::origin_of(*opened).starts_with(ledger::origin_of(it.ledger) + "/"));
    CHECK(file_text(it.here / "ledger/before-20311030T120000Z/entries.jsonl").size() > 1000);
    CHECK(std::filesystem::exists(it.here /
                                  "ledger/before-20311030T120000Z/checkpoint-0000000041.note"));
    SECTION("what was seen before the loss passes, what was quoted is compared") {
        CHECK(opened->compare(17, Hash256{}, "a kit"));
        CHECK(opened->compare(41, last.root, "a kit"));
        CHECK(rule_of(opened->compare(41, Hash256{}, "a kit")) == "LEDGER-FORKED");
        CHECK(rule_of(opened->compare(42, last.root, "a kit")) == "LEDGER-FORKED");
        CHECK(rule_of(opened->compare(44, std::nullopt, "a kit")) == "LEDGER-ROLLED-BACK");
    }
    SECTION("proofs count its own entries and show their numbers") {
        const auto proof = ledger::prove_entry(*opened, 42, std::nullopt);
        REQUIRE(proof);
        CHECK(proof->head.size == 2);
        ledger::Trusted trusted;
        trusted.heads = {opened->head()};
        CHECK(ledger::verify_proof(*proof, trusted));
        CHECK(rule_of(ledger::prove_entry(*opened, 40, std::nullopt)) == "LEDGER-NUMBER");
    }
    SECTION("LEDGER-CONTINUE-UNSIGNED: verify misses the statements of two people") {
        const auto found = ledger::examine(it.here / "ledger", {});
        REQUIRE(found);
        REQUIRE(found->faults.size() == 1);
        CHECK(found->faults.front().rule == "LEDGER-CONTINUE-UNSIGNED");
    }
}

TEST_CASE("LEDGER-HEAD: a head from paper has one spelling") {
    const std::string hex = std::string(64, 'a');
    REQUIRE(ledger::parse_head("17 " + hex));
    CHECK(ledger::head_text(*ledger::parse_head("17 " + hex)) == "17 " + hex);
    for (const std::string& text : {std::string(), std::string("17"), "017 " + hex, "17  " + hex,
                                    "17 " + hex + "0", "-1 " + hex, "17 " + std::string(64, 'A')}) {
        CAPTURE(text);
        CHECK(rule_of(ledger::parse_head(text)) == "LEDGER-HEAD");
    }
}
