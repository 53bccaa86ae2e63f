// Payloads of every interesting size, through one thread and several, and broken in every way.

#include "catch.h"
#include "fixtures.h"

#include <thread>

using namespace breakglass;
using namespace breakglass::age;
using namespace breakglass::age::testing;

namespace {

constexpr std::size_t sealed_chunk = chunk_bytes + 16;
const PayloadNonce nonce = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};

SecretBytes file_key() {
    return SecretBytes::copy_of(patterned(16, 3));
}

Bytes sealed(ByteView plaintext, unsigned threads = 1) {
    MemorySource source(plaintext);
    MemorySink sink;
    const auto size = seal_payload(file_key(), nonce, source, sink, {.threads = threads});
    REQUIRE(size);
    CHECK(*size == plaintext.size());
    return sink.bytes();
}

Opened opened(ByteView payload, unsigned threads = 1) {
    MemorySource source(payload);
    MemorySink sink;
    const auto size = open_payload(file_key(), nonce, source, sink, {.threads = threads});
    if (size) CHECK(*size == sink.bytes().size());
    return {size ? "ok" : size.error().rule, sink.bytes()};
}

/// Every thread count must refuse alike and release the same bytes.
void check_refused(ByteView payload, const std::string& rule, ByteView released) {
    for (const unsigned threads : {1U, 2U, 5U}) {
        const Opened result = opened(payload, threads);
        CHECK(result.ended == rule);
        CHECK(std::ranges::equal(result.released, released));
    }
}

/// Gives its bytes in pieces of odd sizes, then fails if told to.
class HaltingSource final : public ByteSource {
  public:
    HaltingSource(ByteView bytes, bool fails) : bytes_(bytes), fails_(fails) {}
    Result<std::size_t> read(std::span<std::uint8_t> into) override {
        const std::size_t count = std::min({into.size(), bytes_.size(), std::size_t{10007}});
        if (count == 0 && fails_) return Error{ErrorKind::failed, "TEST-SOURCE", "gone", ""};
        std::copy_n(bytes_.begin(), count, into.begin());
        bytes_ = bytes_.subspan(count);
        return count;
    }

  private:
    ByteView bytes_;
    bool fails_;
};

/// Takes so many bytes, then is full.
class FullSink final : public ByteSink {
  public:
    explicit FullSink(std::size_t room) : room_(room) {}
    Status write(ByteView bytes) override {
        ++calls_;
        if (bytes.size() > room_) {
            room_ = 0;
            return Error{ErrorKind::failed, "TEST-SINK", "full", ""};
        }
        room_ -= bytes.size();
        return {};
    }
    int calls() const { return calls_; }

  private:
    std::size_t room_;
    int calls_ = 0;
};

}  // namespace

TEST_CASE("a payload of any size comes back, whatever the number of threads") {
    for (const std::size_t size :
         {std::size_t{0}, std::size_t{1}, chunk_bytes - 1, chunk_bytes, chunk_bytes + 1,
          2 * chunk_bytes, 8 * chunk_bytes - 1, 8 * chunk_bytes, 8 * chunk_bytes + 1,
          16 * chunk_bytes, 40 * chunk_bytes, 40 * chunk_bytes + 77, 100 * chunk_bytes}) {
        const Bytes plaintext = patterned(size);
        const Bytes once = sealed(plaintext, 1);
        CHECK(once.size() == sealed_payload_size(size));
        for (const unsigned threads : {1U, 2U, 3U, 16U}) {
            CHECK(sealed(plaintext, threads) == once);
            const Opened result = opened(once, threads);
            CHECK(result.ended == "ok");
            CHECK(result.released == plaintext);
        }
    }
}

TEST_CASE("a source that gives odd pieces changes nothing") {
    const Bytes plaintext = patterned(20 * chunk_bytes + 5);
    for (const unsigned threads : {1U, 4U}) {
        HaltingSource source(plaintext, false);
        MemorySink sink;
        REQUIRE(seal_payload(file_key(), nonce, source, sink, {.threads = threads}));
        CHECK(sink.bytes() == sealed(plaintext));
    }
}

TEST_CASE("AGE-PAYLOAD-FORGED: one changed bit is refused and its chunk is not released") {
    const Bytes plaintext = patterned(20 * chunk_bytes);
    const Bytes good = sealed(plaintext);
    for (const std::size_t chunk :
         {std::size_t{0}, std::size_t{1}, std::size_t{9}, std::size_t{19}}) {
        for (const std::size_t offset :
             {std::size_t{0}, chunk_bytes - 1, chunk_bytes, sealed_chunk - 1}) {
            Bytes bad = good;
            bad[chunk * sealed_chunk + offset] ^= 0x10;
            check_refused(bad, "AGE-PAYLOAD-FORGED",
                          ByteView(plaintext).first(chunk * chunk_bytes));
        }
    }
}

TEST_CASE("AGE-PAYLOAD-FORGED: exchanged, repeated and missing chunks are refused") {
    const Bytes plaintext = patterned(12 * chunk_bytes + 9);
    const Bytes good = sealed(plaintext);
    const auto chunk = [&](Bytes& bytes, std::size_t i) {
        return bytes.begin() + static_cast<std::ptrdiff_t>(i * sealed_chunk);
    };
    Bytes exchanged = good;
    std::swap_ranges(chunk(exchanged, 2), chunk(exchanged, 3), chunk(exchanged, 10));
    check_refused(exchanged, "AGE-PAYLOAD-FORGED", ByteView(plaintext).first(2 * chunk_bytes));
    Bytes missing = good;
    missing.erase(chunk(missing, 4), chunk(missing, 5));
    check_refused(missing, "AGE-PAYLOAD-FORGED", ByteView(plaintext).first(4 * chunk_bytes));
    Bytes repeated = good;
    repeated.insert(chunk(repeated, 5), chunk(repeated, 4), chunk(repeated, 5));
    check_refused(repeated, "AGE-PAYLOAD-FORGED", ByteView(plaintext).first(5 * chunk_bytes));
}

TEST_CASE("AGE-PAYLOAD-TRUNCATED: a payload cut exactly between two chunks is refused") {
    const Bytes plaintext = patterned(20 * chunk_bytes + 100);
    const Bytes good = sealed(plaintext);
    for (const std::size_t kept :
         {std::size_t{1}, std::size_t{7}, std::size_t{8}, std::size_t{16}, std::size_t{20}}) {
        check_refused(ByteView(good).first(kept * sealed_chunk), "AGE-PAYLOAD-TRUNCATED",
                      ByteView(plaintext).first(kept * chunk_bytes));
    }
    check_refused({}, "AGE-PAYLOAD-TRUNCATED", {});
}

TEST_CASE("a payload cut anywhere else is refused, and the cut chunk is not released") {
    const Bytes plaintext = patterned(9 * chunk_bytes + 100);
    const Bytes good = sealed(plaintext);
    for (const std::size_t extra : {std::size_t{1}, std::size_t{15}}) {
        check_refused(ByteView(good).first(3 * sealed_chunk + extra), "AGE-PAYLOAD-TRUNCATED",
                      ByteView(plaintext).first(3 * chunk_bytes));
    }
    for (const std::size_t extra : {std::size_t{17}, std::size_t{5000}, sealed_chunk - 1}) {
        check_refused(ByteView(good).first(3 * sealed_chunk + extra), "AGE-PAYLOAD-FORGED",
                      ByteView(plaintext).first(3 * chunk_bytes));
    }
}

TEST_CASE("AGE-PAYLOAD-TRAILING: bytes after the last chunk are refused") {
    for (const std::size_t chunks : {std::size_t{1}, std::size_t{8}, std::size_t{16}}) {
        const Bytes plaintext = patterned(chunks * chunk_bytes);
        for (const std::size_t extra : {std::size_t{1}, std::size_t{16}, sealed_chunk}) {
            Bytes bad = sealed(plaintext);
            append(bad, patterned(extra));
            check_refused(bad, "AGE-PAYLOAD-TRAILING", plaintext);
        }
    }
    // after a short last chunk the two cannot be told apart: the chunk as a whole is wrong
    Bytes bad = sealed(patterned(10));
    bad.push_back(0);
    check_refused(bad, "AGE-PAYLOAD-FORGED", {});
}

TEST_CASE("AGE-PAYLOAD-EMPTY-CHUNK: an empty last chunk is refused, but for the empty file") {
    const Bytes plaintext = patterned(2 * chunk_bytes + 1);
    Bytes bad = sealed(plaintext);
    bad.resize(2 * sealed_chunk + 16);
    check_refused(bad, "AGE-PAYLOAD-EMPTY-CHUNK", ByteView(plaintext).first(2 * chunk_bytes));
    CHECK(opened(sealed({})).ended == "ok");
}

TEST_CASE("a failing source ends the run with its own error") {
    const Bytes plaintext = patterned(30 * chunk_bytes);
    for (const unsigned threads : {1U, 2U, 7U}) {
        HaltingSource source(plaintext, true);
        MemorySink sink;
        const auto done = seal_payload(file_key(), nonce, source, sink, {.threads = threads});
        REQUIRE_FALSE(done);
        CHECK(done.error().rule == "TEST-SOURCE");
        // what was written before is what a good run writes
        const Bytes good = sealed(plaintext);
        CHECK(std::ranges::equal(sink.bytes(), ByteView(good).first(sink.bytes().size())));
    }
}

TEST_CASE("a failing sink ends the run, and is not written to again") {
    const Bytes plaintext = patterned(64 * chunk_bytes);
    for (const unsigned threads : {1U, 2U, 7U}) {
        MemorySource source(plaintext);
        FullSink sink(20 * chunk_bytes);
        const auto done = seal_payload(file_key(), nonce, source, sink, {.threads = threads});
        REQUIRE_FALSE(done);
        CHECK(done.error().rule == "TEST-SINK");
        CHECK(sink.calls() == 3);
    }
}

TEST_CASE("key and nonce both matter") {
    const Bytes payload = sealed(patterned(100));
    MemorySink sink;
    MemorySource again(payload);
    PayloadNonce other = nonce;
    other[0] ^= 1;
    CHECK_FALSE(open_payload(file_key(), other, again, sink));
    MemorySource third(payload);
    CHECK_FALSE(open_payload(SecretBytes::copy_of(patterned(16, 4)), nonce, third, sink));
    CHECK(sink.bytes().empty());
}
