#include "catch.h"

#include <cstdio>
#include <memory>

#include <sys/wait.h>
#include <unistd.h>

#include <breakglass/ground/result.h>
#include <breakglass/ground/stream.h>

using namespace breakglass;

TEST_CASE("a result carries a move-only value or the error, whole") {
    Result<std::unique_ptr<int>> good = std::make_unique<int>(7);
    REQUIRE(good);
    CHECK(**good == 7);
    Result<std::unique_ptr<int>> bad =
        Error{ErrorKind::not_met, "QUORUM-SHORT", "2 of 3", "call one"};
    REQUIRE_FALSE(bad);
    CHECK(bad.error().kind == ErrorKind::not_met);
    CHECK(bad.error().rule == "QUORUM-SHORT");
    CHECK(with_context(std::move(bad).error(), "set 7f21").message == "set 7f21: 2 of 3");
}

TEST_CASE("reading a failed result without looking stops the program with exit code 70") {
    const pid_t child = fork();
    if (child == 0) {
        if (std::freopen("/dev/null", "w", stderr) == nullptr) _exit(99);
        const Result<int> bad = Error{};
        _exit(*bad);
    }
    int status = 0;
    waitpid(child, &status, 0);
    REQUIRE(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 70);
}

TEST_CASE("read_fully gathers short reads and stops at the end") {
    class OneByOne final : public ByteSource {
      public:
        Result<std::size_t> read(std::span<std::uint8_t> into) override {
            if (left_ == 0) return std::size_t{0};
            into[0] = left_--;
            return std::size_t{1};
        }

      private:
        std::uint8_t left_ = 5;
    };
    OneByOne source;
    std::uint8_t three[3] = {};
    auto first = read_fully(source, three);
    REQUIRE(first);
    CHECK(*first == 3);
    CHECK(three[2] == 3);
    auto rest = read_fully(source, three);
    REQUIRE(rest);
    CHECK(*rest == 2);
}
