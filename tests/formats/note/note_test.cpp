// The keys, the note and its signature are the published example of the note package of Go's
// checksum database (golang.org/x/mod/sumdb/note).

#include "catch.h"

#include <string>
#include <vector>

#include <breakglass/note/checkpoint.h>
#include <breakglass/note/note.h>

using namespace breakglass;
using namespace breakglass::note;

namespace {

constexpr std::string_view example_signer =
    "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
constexpr std::string_view example_verifier =
    "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
constexpr std::string_view example_text =
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n";
const std::string example_note =
    std::string(example_text) +
    "\n\xe2\x80\x94 PeterNeumann "
    "x08go/ZJkuBS9UG/"
    "SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

}  // namespace

TEST_CASE("the published example is made byte for byte, and verifies") {
    auto signer = Signer::parse(as_bytes(example_signer));
    REQUIRE(signer);
    CHECK(signer->verifier().text() == example_verifier);
    CHECK(as_text(signer->text().expose()) == example_signer);
    auto signed_note = sign_note(example_text, *signer);
    REQUIRE(signed_note);
    CHECK(*signed_note == example_note);

    auto note = parse_note(as_bytes(example_note));
    REQUIRE(note);
    CHECK(note->text == example_text);
    auto verifier = Verifier::parse(example_verifier);
    REQUIRE(verifier);
    CHECK(verify_note(*note, *verifier));
}

TEST_CASE("NOTE-FORGED: any changed bit of the text is noticed") {
    auto verifier = Verifier::parse(example_verifier);
    REQUIRE(verifier);
    for (std::size_t bit = 0; bit < example_text.size() * 8; ++bit) {
        std::string bent = example_note;
        bent[bit / 8] = static_cast<char>(bent[bit / 8] ^ (1 << (bit % 8)));
        auto note = parse_note(as_bytes(bent));
        if (note) REQUIRE_FALSE(verify_note(*note, *verifier));
    }
}

TEST_CASE("NOTE-UNSIGNED: another key's signature proves nothing") {
    auto other = Signer::generate("witness");
    REQUIRE(other);
    auto signed_note = sign_note(example_text, *other);
    REQUIRE(signed_note);
    auto note = parse_note(as_bytes(*signed_note));
    REQUIRE(note);
    auto refused = verify_note(*note, *Verifier::parse(example_verifier));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().rule == "NOTE-UNSIGNED");
    CHECK(verify_note(*note, other->verifier()));
}

TEST_CASE("a second signature, of a witness, leaves the first valid") {
    auto witness = Signer::generate("witness");
    REQUIRE(witness);
    auto cosigned = sign_note(example_text, *witness);
    REQUIRE(cosigned);
    const std::string both = example_note + cosigned->substr(example_text.size() + 1);
    auto note = parse_note(as_bytes(both));
    REQUIRE(note);
    CHECK(note->signatures.size() == 2);
    CHECK(verify_note(*note, *Verifier::parse(example_verifier)));
    CHECK(verify_note(*note, witness->verifier()));
}

TEST_CASE("NOTE-MALFORMED: what is not a note is refused") {
    const std::string signature = example_note.substr(example_text.size() + 1);
    for (const std::string& bad : std::vector<std::string>{
             std::string(), std::string("text\n"),
             "text\n\n" + signature.substr(0, signature.size() - 1), "text\n\nno dash\n",
             "te\x01xt\n\n" + signature, "te\xfft\n\n" + signature, "text\n\n\xe2\x80\x94 name\n",
             "text\n\n\xe2\x80\x94 name !!!!\n", "text\n\n\xe2\x80\x94 na+me x08go/ZJ\n",
             std::string(70000, 'x') + "\n\n" + signature}) {
        auto note = parse_note(as_bytes(bad));
        REQUIRE_FALSE(note);
        CHECK(note.error().rule == "NOTE-MALFORMED");
    }
}

TEST_CASE("NOTE-TEXT: controls and what is not UTF-8 are not signed, nor read") {
    const auto signer = Signer::parse(as_bytes(example_signer));
    REQUIRE(signer);
    for (const std::string& text :
         {std::string(), std::string("no newline"), std::string("a\tb\n"), std::string("a\r\n"),
          std::string("a\x7f\n"), std::string("a\0b\n", 4), std::string("\xc0\xaf\n"),
          std::string("\xe0\x80\xaf\n"), std::string("\xed\xa0\x80\n"),
          std::string("\xf4\x90\x80\x80\n"), std::string("\xe2\x82\n"), std::string("\xff\n")}) {
        CAPTURE(text);
        const auto refused = sign_note(text, *signer);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().rule == "NOTE-TEXT");
        CHECK_FALSE(parse_note(as_bytes(text + example_note.substr(example_text.size()))));
    }
    // C2SP refuses ASCII controls only: other logs may write what we would not.
    CHECK(sign_note("Yogyakarta \xe2\x80\x94 \xe2\x80\xae\n", *signer));
}

TEST_CASE("NOTE-KEY: keys with a wrong hash, kind, length or name are refused") {
    for (const char* bad :
         {"", "name", "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
          "Peter+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
          "PeterNeumann+c74f20a3+AhpcAA==", "PeterNeumann+c74f20a3+!"}) {
        auto verifier = Verifier::parse(bad);
        REQUIRE_FALSE(verifier);
        CHECK(verifier.error().rule == "NOTE-KEY");
    }
    for (const char* name : {"", "a b", "a+b", "a\nb"}) {
        CHECK_FALSE(Signer::generate(name));
    }
}

TEST_CASE("a checkpoint is written and read in one spelling") {
    const Checkpoint checkpoint{.origin = "breakglass/payroll",
                                .head = {5, sha256(as_bytes("root"))},
                                .extensions = {"entry 4"}};
    const std::string text = checkpoint_text(checkpoint);
    auto read = parse_checkpoint(text);
    REQUIRE(read);
    CHECK(*read == checkpoint);
}

TEST_CASE("CHECKPOINT-MALFORMED: other spellings are refused") {
    const std::string root = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n";
    REQUIRE(parse_checkpoint("origin\n0\n" + root));
    for (const std::string& bad : std::vector<std::string>{
             std::string(), "origin\n" + root, "origin\n05\n" + root, "origin\n-1\n" + root,
             "origin\n5 \n" + root, "origin\n99999999999999999999\n" + root,
             std::string("origin\n5\nAAAA\n"), "\n5\n" + root, "origin\n5\n" + root + "\n",
             "origin\n5\n" + root + "x"}) {
        auto read = parse_checkpoint(bad);
        REQUIRE_FALSE(read);
        CHECK(read.error().rule == "CHECKPOINT-MALFORMED");
    }
}
