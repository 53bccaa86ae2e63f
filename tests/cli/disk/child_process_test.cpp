#include "catch.h"
#include "cli/temporary_directory.h"

#include <breakglass/disk/child_process.h>

using namespace breakglass;
using namespace breakglass::disk;

namespace {

std::string all_of(ByteSource& source) {
    std::string text;
    std::uint8_t piece[100];
    while (true) {
        auto got = source.read(piece);
        if (!got || *got == 0) return text;
        text += as_text(ByteView(piece, *got));
    }
}

}  // namespace

TEST_CASE("a command's output is read and its success noticed") {
    auto child = ChildProcess::start({"printf", "%s", "a b;c"}, ChildProcess::Pipe::its_output);
    REQUIRE(child);
    CHECK(all_of(child->output()) == "a b;c");
    CHECK(child->wait());
}

TEST_CASE("COMMAND-FAILED: an exit code and a signal are told apart") {
    auto child = ChildProcess::start({"sh", "-c", "exit 7"}, ChildProcess::Pipe::its_output);
    REQUIRE(child);
    const Status seven = child->wait();
    REQUIRE_FALSE(seven);
    CHECK(seven.error().rule == "COMMAND-FAILED");
    CHECK(seven.error().message.find("exit code 7") != std::string::npos);

    auto killed = ChildProcess::start({"sh", "-c", "kill -9 $$"}, ChildProcess::Pipe::its_output);
    REQUIRE(killed);
    const Status nine = killed->wait();
    REQUIRE_FALSE(nine);
    CHECK(nine.error().message.find("signal 9") != std::string::npos);
}

TEST_CASE("COMMAND-NOT-FOUND: a program that is not there is named") {
    auto child = ChildProcess::start({"no-such-program-here"}, ChildProcess::Pipe::its_output);
    REQUIRE_FALSE(child);
    CHECK(child.error().rule == "COMMAND-NOT-FOUND");
    CHECK(child.error().message.find("no-such-program-here") != std::string::npos);
}

TEST_CASE("bytes written to a command's input arrive") {
    const testing::TemporaryDirectory here;
    auto child =
        ChildProcess::start({"sh", "-c", "cat > " + (here / "got")}, ChildProcess::Pipe::its_input);
    REQUIRE(child);
    REQUIRE(child->input().write(as_bytes("into the command")));
    REQUIRE(child->wait());
    CHECK(testing::file_text(here / "got") == "into the command");
}
