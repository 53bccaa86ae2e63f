#include "catch.h"
#include "cli/temporary_directory.h"

#include <csignal>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <breakglass/disk/new_file.h>

using namespace breakglass;
using namespace breakglass::disk;
using breakglass::testing::file_text;
using breakglass::testing::put_file;
using breakglass::testing::TemporaryDirectory;

TEST_CASE("a new file appears whole, with mode 0600, only when published") {
    const TemporaryDirectory here;
    auto file = NewFile::create(here / "out");
    REQUIRE(file);
    REQUIRE(file->write(as_bytes("hello world")));
    REQUIRE(file->write_at(0, as_bytes("J")));
    CHECK(here.entries() == 0);
    REQUIRE(file->publish());
    CHECK(file_text(here / "out") == "Jello world");
    struct stat facts = {};
    REQUIRE(::stat((here / "out").c_str(), &facts) == 0);
    CHECK((facts.st_mode & 0777U) == 0600);
}

TEST_CASE("a new file that is dropped leaves nothing behind") {
    const TemporaryDirectory here;
    {
        auto file = NewFile::create(here / "out");
        REQUIRE(file);
        REQUIRE(file->write(as_bytes("half")));
    }
    CHECK(here.entries() == 0);
}

TEST_CASE("a process killed while it writes leaves nothing behind") {
    const TemporaryDirectory here;
    const pid_t child = fork();
    if (child == 0) {
        auto file = NewFile::create(here / "out");
        if (!file || !file->write(as_bytes("half"))) _exit(1);
        (void)::raise(SIGKILL);
    }
    int status = 0;
    waitpid(child, &status, 0);
    CHECK(WIFSIGNALED(status));
    CHECK(here.entries() == 0);
}

TEST_CASE("FILE-EXISTS: an existing file is refused, at once and at the end, and stays as it is") {
    const TemporaryDirectory here;
    put_file(here / "out", "old");
    auto refused = NewFile::create(here / "out");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().rule == "FILE-EXISTS");

    auto file = NewFile::create(here / "late");
    REQUIRE(file);
    REQUIRE(file->write(as_bytes("new")));
    put_file(here / "late", "somebody else's");
    auto published = file->publish();
    REQUIRE_FALSE(published);
    CHECK(published.error().rule == "FILE-EXISTS");
    CHECK(file_text(here / "late") == "somebody else's");
}

TEST_CASE("a dangling symbolic link counts as an existing file") {
    const TemporaryDirectory here;
    REQUIRE(::symlink("/nonexistent/target", (here / "out").c_str()) == 0);
    auto refused = NewFile::create(here / "out");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().rule == "FILE-EXISTS");
}

TEST_CASE("a file that may not grow any more fails with a clear error and leaves nothing") {
    const TemporaryDirectory here;
    const pid_t child = fork();
    if (child == 0) {
        (void)std::signal(SIGXFSZ, SIG_IGN);
        const rlimit small{4096, 4096};
        if (setrlimit(RLIMIT_FSIZE, &small) != 0) _exit(1);
        auto file = NewFile::create(here / "out");
        if (!file) _exit(2);
        const Status written = file->write(Bytes(10000, 1));
        _exit(!written && written.error().kind == ErrorKind::failed ? 0 : 3);
    }
    int status = 0;
    waitpid(child, &status, 0);
    REQUIRE(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 0);
    CHECK(here.entries() == 0);
}

TEST_CASE("replacing a file keeps the old one until the new one is whole") {
    const TemporaryDirectory here;
    REQUIRE(replace_file(here / "state", as_bytes("one")));
    REQUIRE(replace_file(here / "state", as_bytes("two")));
    CHECK(file_text(here / "state") == "two");
    CHECK(here.entries() == 1);
    auto refused = replace_file(here / "missing" + "/state", as_bytes("x"));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().rule == "FILE-MISSING");
}

TEST_CASE("FILE-NOT-DIRECTORY: an output directory that is a file is refused") {
    const TemporaryDirectory here;
    REQUIRE(ensure_directory(here / "d"));
    REQUIRE(ensure_directory(here / "d"));
    put_file(here / "f", "");
    auto refused = ensure_directory(here / "f");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().rule == "FILE-NOT-DIRECTORY");
}
