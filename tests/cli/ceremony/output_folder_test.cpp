#include "output_folder.h"

#include "catch.h"
#include "cli/temporary_directory.h"

#include <filesystem>

using namespace breakglass;
using breakglass::testing::put_file;
using breakglass::testing::TemporaryDirectory;
using ceremony::OutputFolder;
using ceremony::Unfinished;

namespace {

const Unfinished note{.set_id = "0a1b2c3d", .names = {"a-1-finance.txt", "a-1-finance.png"}};

}  // namespace

TEST_CASE("a folder that is absent or empty is free") {
    const TemporaryDirectory directory;
    for (const std::string& path : {directory.path(), directory / "absent"}) {
        const auto look = OutputFolder(path).look();
        REQUIRE(look);
        CHECK_FALSE(look->has_value());
    }
}

TEST_CASE("CEREMONY-OUTPUT-NOT-EMPTY: other people's files, and a file instead of a folder") {
    const TemporaryDirectory directory;
    put_file(directory / "holiday.png", "x");
    CHECK(OutputFolder(directory.path()).look().error().rule == "CEREMONY-OUTPUT-NOT-EMPTY");
    CHECK(OutputFolder(directory / "holiday.png").look().error().rule ==
          "CEREMONY-OUTPUT-NOT-EMPTY");
}

TEST_CASE("an interrupted start is recognised, and only its own files are removed") {
    const TemporaryDirectory directory;
    const OutputFolder folder(directory / "cards");
    REQUIRE(folder.begin(note));
    put_file(folder.file("a-1-finance.txt"), "words");
    put_file(folder.file(".a-1-finance.png.x7Yz.part"), "half a picture");
    put_file(folder.file("added-later.txt"), "of somebody else");
    const auto look = folder.look();
    REQUIRE(look);
    REQUIRE(look->has_value());
    CHECK((*look)->set_id == "0a1b2c3d");
    CHECK((*look)->names == note.names);
    REQUIRE(folder.clean_up(**look));
    CHECK_FALSE(std::filesystem::exists(folder.file("a-1-finance.txt")));
    CHECK_FALSE(std::filesystem::exists(folder.file(".a-1-finance.png.x7Yz.part")));
    CHECK(std::filesystem::exists(folder.file("added-later.txt")));
    CHECK(folder.look().error().rule == "CEREMONY-OUTPUT-NOT-EMPTY");
}

TEST_CASE("CEREMONY-OUTPUT-NOT-EMPTY: a note that points outside the folder is not believed") {
    const TemporaryDirectory directory;
    const OutputFolder folder(directory / "cards");
    REQUIRE(folder.begin({.set_id = "0a1b2c3d", .names = {"../precious"}}));
    CHECK(folder.look().error().rule == "CEREMONY-OUTPUT-NOT-EMPTY");
}

TEST_CASE("a finished folder keeps its cards and loses its note") {
    const TemporaryDirectory directory;
    const OutputFolder folder(directory / "cards");
    REQUIRE(folder.begin(note));
    put_file(folder.file("a-1-finance.txt"), "words");
    REQUIRE(folder.finish());
    std::size_t entries = 0;
    for (const auto& entry : std::filesystem::directory_iterator(directory / "cards")) {
        CHECK(entry.path().filename() == "a-1-finance.txt");
        ++entries;
    }
    CHECK(entries == 1);
}
