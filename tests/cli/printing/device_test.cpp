#include "catch.h"
#include "cli/temporary_directory.h"

#include <fstream>
#include <iterator>
#include <string>
#include <thread>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <breakglass/printing/printer.h>

using namespace breakglass;
using namespace breakglass::printing;
using breakglass::testing::TemporaryDirectory;
using namespace std::chrono_literals;

TEST_CASE("PRINT-DEVICE: a file, a terminal and a pipe that nobody reads are no printers") {
    const TemporaryDirectory directory;
    const std::string file = directory / "file";
    std::ofstream(file) << "stays";
    const std::string pipe = directory / "pipe";
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    for (const std::string& path : {file, pipe}) {
        const auto printer = open_device(path, 1s);
        REQUIRE_FALSE(printer);
        CHECK(printer.error().rule == "PRINT-DEVICE");
        CHECK(printer.error().kind == ErrorKind::usage);
    }
    CHECK_FALSE(open_device(directory / "none", 1s));
    const int master = ::posix_openpt(O_RDWR | O_NOCTTY);
    if (master >= 0 && ::grantpt(master) == 0 && ::unlockpt(master) == 0) {
        const auto printer = open_device(::ptsname(master), 1s);
        REQUIRE_FALSE(printer);
        CHECK(printer.error().rule == "PRINT-DEVICE");
    }
    if (master >= 0) ::close(master);
}

TEST_CASE("a device gets the page's bytes, nothing before and nothing after them") {
    const TemporaryDirectory directory;
    const std::string pipe = directory / "printer";
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    const int reader = ::open(pipe.c_str(), O_RDONLY | O_NONBLOCK);
    REQUIRE(reader >= 0);
    std::string page(200'000, 'p');  // more than a pipe holds
    page.front() = '%';
    std::string came;
    {
        auto printer = open_device(pipe, 5s);
        REQUIRE(printer);
        CHECK((*printer)->findings().empty());
        CHECK((*printer)->name() == "device " + pipe);
        REQUIRE(::fcntl(reader, F_SETFL, 0) == 0);
        std::thread reading([&] {
            char buffer[4096];
            for (ssize_t count = 0; (count = ::read(reader, buffer, sizeof buffer)) > 0;)
                came.append(buffer, static_cast<std::size_t>(count));
        });
        const auto first = (*printer)->print(SecretBytes::copy_of(as_bytes(page)), "t");
        const auto second = (*printer)->print(SecretBytes::copy_of(as_bytes(page)), "t");
        printer->reset();
        reading.join();
        CHECK(first);
        CHECK(second);
    }
    ::close(reader);
    CHECK(came == page + page);
}

TEST_CASE("PRINT-TIMEOUT: a device that takes nothing any more does not hold us") {
    const TemporaryDirectory directory;
    const std::string pipe = directory / "printer";
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    const int reader = ::open(pipe.c_str(), O_RDONLY | O_NONBLOCK);
    REQUIRE(reader >= 0);
    auto printer = open_device(pipe, 0s);
    REQUIRE(printer);
    const std::string page(2'000'000, 'p');
    const auto sent = (*printer)->print(SecretBytes::copy_of(as_bytes(page)), "t");
    REQUIRE_FALSE(sent);
    CHECK(sent.error().rule == "PRINT-TIMEOUT");
    ::close(reader);
}
