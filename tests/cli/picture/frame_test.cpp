#include "frame.h"

#include "catch.h"

using namespace breakglass;
using namespace breakglass::picture;

TEST_CASE("a picture child's answer keeps its secrets and their order") {
    std::vector<SecretBytes> secrets;
    secrets.push_back(SecretBytes::copy_of(as_bytes("one")));
    secrets.push_back(SecretBytes());
    secrets.push_back(SecretBytes::copy_of(as_bytes("three")));
    const auto read = decode_answer(encode_answer(secrets));
    REQUIRE(read);
    REQUIRE(read->size() == 3);
    CHECK(as_text((*read)[0].expose()) == "one");
    CHECK((*read)[1].empty());
    CHECK(as_text((*read)[2].expose()) == "three");
}

TEST_CASE("a picture child's error keeps kind, rule, message and hint") {
    const Error sent{ErrorKind::unverified, "QR-PICTURE", "not a PNG", "scan it again"};
    const auto read = decode_answer(encode_answer(sent));
    REQUIRE_FALSE(read);
    CHECK(read.error().kind == sent.kind);
    CHECK(read.error().rule == sent.rule);
    CHECK(read.error().message == sent.message);
    CHECK(read.error().hint == sent.hint);
}

TEST_CASE("PICTURE-CHILD: every cut of an answer, and every answer with more, is refused") {
    const Bytes whole = encode_answer(Error{ErrorKind::failed, "RULE", "message", "hint"});
    for (std::size_t size = 0; size < whole.size(); ++size) {
        const auto read = decode_answer(ByteView(whole).first(size));
        REQUIRE_FALSE(read);
        CHECK(read.error().rule == "PICTURE-CHILD");
    }
    Bytes longer = whole;
    longer.push_back(0);
    CHECK(decode_answer(longer).error().rule == "PICTURE-CHILD");
}

TEST_CASE("PICTURE-CHILD: lengths beyond the answer and unknown kinds are refused") {
    CHECK(decode_answer(Bytes{'k', 0xff, 0xff, 0xff, 0xff, 1}).error().rule == "PICTURE-CHILD");
    CHECK(decode_answer(Bytes{'x'}).error().rule == "PICTURE-CHILD");
    Bytes odd_kind = encode_answer(Error{ErrorKind::failed, "RULE", "message", "hint"});
    odd_kind[5] = 0;  // an exit code of 0 would turn a refusal into a success
    CHECK(decode_answer(odd_kind).error().rule == "PICTURE-CHILD");
}
