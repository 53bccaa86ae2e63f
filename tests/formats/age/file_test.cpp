// Whole files and small secrets.

#include "catch.h"
#include "fixtures.h"

#include <breakglass/age/scrypt.h>

using namespace breakglass;
using namespace breakglass::age;
using namespace breakglass::age::testing;

namespace {

X25519Identity identity_of(std::uint8_t seed) {
    return X25519Identity(SecretBytes::copy_of(patterned(32, seed)));
}

/// Counts what it is given.
class CountingSink final : public ByteSink {
  public:
    Status write(ByteView bytes) override {
        bytes_ += bytes.size();
        return {};
    }
    std::size_t bytes() const { return bytes_; }

  private:
    std::size_t bytes_ = 0;
};

}  // namespace

TEST_CASE("every recipient of a file opens it, and nobody else") {
    const X25519Identity first = identity_of(1);
    const X25519Identity second = identity_of(2);
    const X25519Identity stranger = identity_of(3);
    const Recipient* const recipients[] = {&first.recipient(), &second.recipient()};
    const Bytes plain = patterned(100000);
    MemorySource source(plain);
    MemorySink sink;
    CountingRandomness randomness;
    REQUIRE(encrypt(recipients, source, sink, randomness));
    CHECK(opened_with(first, sink.bytes()).released == plain);
    CHECK(opened_with(second, sink.bytes()).released == plain);
    const Opened refused = opened_with(stranger, sink.bytes());
    CHECK(refused.ended == "AGE-NO-MATCH");
    CHECK(refused.released.empty());
    // several identities, of which the last one fits
    const Identity* const identities[] = {&stranger, &second};
    MemorySource again(sink.bytes());
    MemorySink out;
    REQUIRE(decrypt(identities, again, out));
    CHECK(out.bytes() == plain);
}

TEST_CASE("AGE-NO-RECIPIENT: a file needs somebody who can open it") {
    MemorySource source({});
    MemorySink sink;
    CountingRandomness randomness;
    CHECK(encrypt({}, source, sink, randomness).error().rule == "AGE-NO-RECIPIENT");
    CHECK(encrypt_secret({}, SecretBytes(1), randomness).error().rule == "AGE-NO-RECIPIENT");
    CHECK(sink.bytes().empty());
}

TEST_CASE("nothing reaches the sink before the header's MAC has verified") {
    const X25519Identity identity = identity_of(1);
    Bytes file = sealed_to(identity.recipient(), patterned(1000000));
    const auto header = parse_header(file);
    REQUIRE(header);
    // the last character of the MAC that carries only bits of the MAC
    std::uint8_t& mac = file[header->stored.size() - 10];
    mac = mac == 'A' ? 'B' : 'A';
    const Identity* const identities[] = {&identity};
    for (const unsigned threads : {1U, 4U}) {
        MemorySource source(file);
        CountingSink sink;
        const auto done = decrypt(identities, source, sink, {.threads = threads});
        REQUIRE_FALSE(done);
        CHECK(done.error().rule == "AGE-HEADER-MAC");
        CHECK(sink.bytes() == 0);
    }
}

TEST_CASE("a changed byte anywhere in a file is refused, and nothing wrong is released") {
    const X25519Identity identity = identity_of(1);
    const Bytes plain = patterned(70000);
    const Bytes file = sealed_to(identity.recipient(), plain);
    // every byte of header, nonce and the first tag's neighbourhood; then a sample
    for (std::size_t at = 0; at < file.size(); at += at < 300 ? 1 : 997) {
        Bytes bad = file;
        bad[at] ^= 0x01;
        const Opened result = opened_with(identity, bad);
        CHECK(result.ended != "ok");
        CHECK(std::ranges::equal(result.released, ByteView(plain).first(result.released.size())));
    }
}

TEST_CASE("a file cut anywhere is refused") {
    const X25519Identity identity = identity_of(1);
    const Bytes file = sealed_to(identity.recipient(), patterned(70000));
    for (std::size_t size = 0; size < file.size(); size += size < 300 ? 1 : 991) {
        CHECK(opened_with(identity, ByteView(file).first(size)).ended != "ok");
        const Identity* const identities[] = {&identity};
        CHECK_FALSE(decrypt_secret(identities, ByteView(file).first(size)));
    }
}

TEST_CASE("small secrets come back, binary and armoured, and are files like any other") {
    const X25519Identity identity = identity_of(1);
    const Recipient* const recipients[] = {&identity.recipient()};
    const Identity* const identities[] = {&identity};
    for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{32}, chunk_bytes,
                                   chunk_bytes + 1, max_secret_bytes}) {
        for (const bool armor : {false, true}) {
            CountingRandomness randomness;
            const SecretBytes secret = SecretBytes::copy_of(patterned(size));
            const auto file = encrypt_secret(recipients, secret, randomness, {.armor = armor});
            REQUIRE(file);
            const auto back = decrypt_secret(identities, *file);
            REQUIRE(back);
            CHECK(equal_constant_time(*back, secret));
            const Opened streamed = opened_with(identity, *file);
            CHECK(streamed.ended == "ok");
            CHECK(streamed.released == patterned(size));
        }
    }
}

TEST_CASE("AGE-SECRET-TOO-LARGE: a secret is at most 1 MiB, on writing and on reading") {
    const X25519Identity identity = identity_of(1);
    const Recipient* const recipients[] = {&identity.recipient()};
    const Identity* const identities[] = {&identity};
    CountingRandomness randomness;
    const SecretBytes large(max_secret_bytes + 1);
    CHECK(encrypt_secret(recipients, large, randomness).error().rule == "AGE-SECRET-TOO-LARGE");
    const Bytes file = sealed_to(identity.recipient(), patterned(max_secret_bytes + 1));
    CHECK(decrypt_secret(identities, file).error().rule == "AGE-SECRET-TOO-LARGE");
}

TEST_CASE("two files from the same randomness are equal, from other randomness share nothing") {
    const X25519Identity identity = identity_of(1);
    CHECK(sealed_to(identity.recipient(), patterned(10)) ==
          sealed_to(identity.recipient(), patterned(10)));
    const Recipient* const recipients[] = {&identity.recipient()};
    CountingRandomness other(9);
    MemorySource source({});
    MemorySink sink;
    REQUIRE(encrypt(recipients, source, sink, other));
    CHECK_FALSE(sink.bytes() == sealed_to(identity.recipient(), {}));
}
