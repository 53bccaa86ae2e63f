#include "catch.h"
#include "cli/temporary_directory.h"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <breakglass/picture/picture.h>

using namespace breakglass;
using breakglass::testing::TemporaryDirectory;
using picture::Child;

namespace {

const Child real{.program = PICTURE_CHILD, .allow_unlocked = true};

std::string script(const TemporaryDirectory& directory, const std::string& body) {
    const std::string path = directory / "child.sh";
    std::ofstream(path) << "#!/bin/sh\n" << body << "\n";
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
    return path;
}

std::string drawn(const TemporaryDirectory& directory, std::string_view text) {
    const auto png = picture::render_qr_in_child(SecretBytes::copy_of(as_bytes(text)), real);
    REQUIRE(png);
    const std::string path = directory / "code.png";
    std::ofstream(path, std::ios::binary) << as_text(png->expose());
    return path;
}

}  // namespace

TEST_CASE("a text drawn in one child is read back in another") {
    const TemporaryDirectory directory;
    const auto texts = picture::read_qr_in_child(drawn(directory, "BREAKGLASS 1 TEST"), real);
    REQUIRE(texts);
    REQUIRE(texts->size() == 1);
    CHECK(as_text(texts->front().expose()) == "BREAKGLASS 1 TEST");
}

TEST_CASE("QR-ALPHABET: what the child refuses arrives with its rule id") {
    const auto png = picture::render_qr_in_child(SecretBytes::copy_of(as_bytes("lower")), real);
    REQUIRE_FALSE(png);
    CHECK(png.error().rule == "QR-ALPHABET");
    CHECK(png.error().kind == ErrorKind::usage);
}

TEST_CASE("QR-PICTURE: a file that is no picture, an empty and a cut one are refused") {
    const TemporaryDirectory directory;
    const std::string path = directory / "odd.png";
    std::ofstream(path) << "not a picture";
    CHECK(picture::read_qr_in_child(path, real).error().rule == "QR-PICTURE");
    std::ofstream(path, std::ios::trunc).flush();
    CHECK(picture::read_qr_in_child(path, real).error().rule == "QR-PICTURE");
    const std::string whole = drawn(directory, "BREAKGLASS");
    std::filesystem::resize_file(whole, std::filesystem::file_size(whole) / 2);
    CHECK(picture::read_qr_in_child(whole, real).error().rule == "QR-PICTURE");
}

TEST_CASE("FILE-TOO-LARGE: the child refuses a picture above the limit") {
    const TemporaryDirectory directory;
    const std::string path = directory / "huge.png";
    std::ofstream(path).flush();
    std::filesystem::resize_file(path, (std::size_t{64} << 20U) + 1);
    CHECK(picture::read_qr_in_child(path, real).error().rule == "FILE-TOO-LARGE");
}

TEST_CASE("a picture that is not there is named") {
    const auto texts = picture::read_qr_in_child("/nonexistent/card.png", real);
    REQUIRE_FALSE(texts);
    CHECK(texts.error().message.find("/nonexistent/card.png") != std::string::npos);
}

TEST_CASE("PICTURE-CHILD: a child that crashes, fails, or talks nonsense is an error") {
    const TemporaryDirectory directory;
    const SecretBytes text = SecretBytes::copy_of(as_bytes("TEXT"));
    const auto outcome = [&](const std::string& body) {
        return picture::render_qr_in_child(text, Child{.program = script(directory, body)});
    };
    const auto crashed = outcome("kill -SEGV $$");
    REQUIRE_FALSE(crashed);
    CHECK(crashed.error().rule == "PICTURE-CHILD");
    CHECK(crashed.error().message.find("signal 11") != std::string::npos);
    CHECK(outcome("exit 3").error().rule == "PICTURE-CHILD");
    CHECK(outcome("echo hello").error().rule == "PICTURE-CHILD");
    CHECK(outcome("cat /dev/zero").error().rule == "PICTURE-CHILD");
    CHECK(outcome("printf k").error().rule == "PICTURE-CHILD");
}

TEST_CASE("PICTURE-TIMEOUT: a child that hangs is ended, whether it keeps its pipe or not") {
    const TemporaryDirectory directory;
    const auto start = std::chrono::steady_clock::now();
    for (const std::string body : {"exec sleep 60", "exec sleep 60 >&-"}) {
        const auto hung = picture::render_qr_in_child(
            SecretBytes::copy_of(as_bytes("TEXT")),
            Child{.program = script(directory, body), .timeout = std::chrono::milliseconds(300)});
        REQUIRE_FALSE(hung);
        CHECK(hung.error().rule == "PICTURE-TIMEOUT");
    }
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(20));
}

TEST_CASE("a child gets neither the environment nor the descriptors of its parent") {
    const TemporaryDirectory directory;
    const std::string seen = directory / "seen";
    const auto outcome = picture::render_qr_in_child(
        SecretBytes::copy_of(as_bytes("TEXT")),
        Child{.program = script(directory, "/usr/bin/env > " + seen + "; ls /proc/self/fd >> " +
                                               seen + "; exit 1")});
    REQUIRE_FALSE(outcome);
    std::ifstream file(seen);
    const std::string text((std::istreambuf_iterator<char>(file)), {});
    CHECK(text.find("HOME=") == std::string::npos);
    CHECK(text.find("\n0\n1\n2\n3\n") != std::string::npos);  // 3 is the listing itself
    CHECK(text.find("\n5\n") == std::string::npos);
}
