#include "lines.h"

#include "catch.h"

#include <numeric>

using namespace breakglass;
using namespace breakglass::backup;

namespace {

/// Gives its bytes in pieces of one size, as pipes do.
class Pieces final : public ByteSource {
  public:
    Pieces(std::string bytes, std::size_t piece) : bytes_(std::move(bytes)), piece_(piece) {}
    Result<std::size_t> read(std::span<std::uint8_t> into) override {
        const std::size_t size = std::min({piece_, into.size(), bytes_.size() - at_});
        std::copy_n(bytes_.begin() + static_cast<std::ptrdiff_t>(at_), size, into.begin());
        at_ += size;
        return size;
    }

  private:
    std::string bytes_;
    std::size_t piece_;
    std::size_t at_ = 0;
};

std::vector<std::string> lines_of(const std::string& text, std::size_t longest, std::size_t piece) {
    Pieces source(text, piece);
    LineReader reader(source, longest);
    std::vector<std::string> lines;
    while (true) {
        auto line = reader.next();
        REQUIRE(line);
        if (!*line) return lines;
        CHECK((*line)->number == lines.size() + 1);
        lines.push_back((*line)->too_long ? "TOO LONG" : std::string(as_text((*line)->text)));
    }
}

}  // namespace

TEST_CASE("lines are the same however the bytes arrive") {
    const std::string text = "one\n\nthree is long\nfour\nlast without an end";
    for (const std::size_t piece : {1U, 2U, 3U, 7U, 100000U}) {
        CAPTURE(piece);
        CHECK(lines_of(text, 12, piece) ==
              std::vector<std::string>{"one", "", "TOO LONG", "four", "TOO LONG"});
        CHECK(lines_of(text, 1000, piece).back() == "last without an end");
    }
    CHECK(lines_of("", 10, 5).empty());
    CHECK(lines_of("\n", 10, 5) == std::vector<std::string>{""});
    CHECK(lines_of("1234567890\n", 10, 5) == std::vector<std::string>{"1234567890"});
}

TEST_CASE("FILE-NOT-LINES: a line above 1 MiB ends the reading") {
    Pieces source("ok\n" + std::string(2U << 20U, 'x'), 4096);
    LineReader reader(source, 100);
    REQUIRE(reader.next());
    const auto line = reader.next();
    REQUIRE_FALSE(line);
    CHECK(line.error().rule == "FILE-NOT-LINES");
    CHECK(line.error().message.find("line 2") != std::string::npos);
}
