#include "judge.h"

#include "catch.h"
#include "cli/temporary_directory.h"
#include "lpstat_text.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include <breakglass/printing/device_uri.h>

using namespace breakglass;
using namespace breakglass::printing;
using breakglass::testing::TemporaryDirectory;

namespace {

/// A printer on a cable, whose cupsd keeps everything in memory and nothing after a job.
Seen sound() {
    Configuration configuration;
    configuration.request_root = "/dev/shm";
    configuration.files = configuration.history = {false, "No"};
    return {.queue = "office",
            .device_uri = "usb://HP/LaserJet?serial=1",
            .server = "/run/cups/cups.sock",
            .configuration = configuration,
            .unseen = "",
            .cupsd_conf = "/etc/cups/cupsd.conf",
            .cups_files_conf = "/etc/cups/cups-files.conf"};
}

host::Finding finding(const Seen& seen, host::Rule rule) {
    for (const host::Finding& each : judge(seen))
        if (each.rule == rule) return each;
    return {.rule = rule, .good = false, .found = "not looked at", .mend = ""};
}

}  // namespace

TEST_CASE("a cable, a spool in memory and a cupsd that keeps nothing are good") {
    for (const host::Finding& each : judge(sound())) {
        INFO(each.found);
        CHECK(each.good);
        CHECK(each.mend.empty());
    }
}

TEST_CASE("PRINT-JOB-FILES, PRINT-JOB-HISTORY: the line that mends it is named") {
    Seen seen = sound();
    seen.configuration->files = {true, ""};
    seen.configuration->history = {true, "Yes"};
    CHECK(finding(seen, host::Rule::job_files).found ==
          "PreserveJobFiles is not set, so CUPS keeps the page for a day");
    CHECK(finding(seen, host::Rule::job_files).mend ==
          "the line \"PreserveJobFiles No\" in /etc/cups/cupsd.conf, then systemctl restart cups");
    CHECK(finding(seen, host::Rule::job_history).found == "PreserveJobHistory Yes");
    const Status refused = host::check(judge(seen), {});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().rule == "PRINT-JOB-FILES");
    CHECK(host::check(judge(seen), host::Allowed{.spool = true}));
}

TEST_CASE("PRINT-SPOOL, PRINT-TEMP: a directory on a disk is named, with the mount that mends it") {
    Seen seen = sound();
    seen.configuration->request_root = "/proc";  // no memory that we count as such
    const auto spool = finding(seen, host::Rule::spool);
    CHECK_FALSE(spool.good);
    CHECK(spool.mend.find("mount -t tmpfs") != std::string::npos);
    CHECK_FALSE(finding(seen, host::Rule::spool_temp).good);
    seen.configuration->temp_dir = "/dev/shm";
    CHECK(finding(seen, host::Rule::spool_temp).good);
}

TEST_CASE("PRINT-CONFIG: what cannot be seen is not good") {
    Seen seen = sound();
    seen.configuration.reset();
    seen.unseen = "permission denied";
    CHECK_FALSE(finding(seen, host::Rule::print_config).good);
    CHECK(finding(seen, host::Rule::spool).found == "not looked at");
    CHECK_FALSE(host::check(judge(seen), host::Allowed{.print_network = true}));
}

TEST_CASE("PRINT-NETWORK: a server or a device elsewhere is named, and allowed by its own option") {
    Seen seen = sound();
    seen.server = "print.example:631";
    CHECK(finding(seen, host::Rule::print_network).found ==
          "the pages go over the network, to the print server print.example:631");
    seen = sound();
    seen.device_uri = "socket://user:secret@10.0.0.7:9100";
    const auto network = finding(seen, host::Rule::print_network);
    CHECK_FALSE(network.good);
    CHECK(network.found.find("secret") == std::string::npos);
    CHECK(network.found.find("socket://10.0.0.7:9100") != std::string::npos);
    CHECK_FALSE(host::check(judge(seen), host::Allowed{.network = true, .spool = true}));
    CHECK(host::check(judge(seen), host::Allowed{.print_network = true}));
}

TEST_CASE("PRINT-FILE: a queue that writes a file to a disk is no printer") {
    const TemporaryDirectory directory;
    Seen seen = sound();
    seen.device_uri = "cups-pdf:/";
    CHECK_FALSE(finding(seen, host::Rule::print_file).good);
    seen.device_uri = "/proc/printed";
    CHECK_FALSE(finding(seen, host::Rule::print_file).good);
    seen.device_uri = "/dev/shm/printed";
    CHECK(finding(seen, host::Rule::print_file).good);
    seen.device_uri = "file:///dev/null";
    CHECK(finding(seen, host::Rule::print_file).good);
}

TEST_CASE("what stays at this machine, and what goes over the network or cannot be told") {
    for (const char* uri :
         {"usb://HP/x", "USB://x", "parallel:/dev/lp0", "hp:/usb/x?serial=1",
          "ipp://localhost:60000/ipp/print", "ipp://[::1]:631/x", "ipp://127.0.0.1/x"})
        CHECK(destination_of(uri).reach == Reach::cable);
    for (const char* uri :
         {"ipp://printer.local/ipp/print", "ipps://10.0.0.1", "socket://10.0.0.1:9100", "lpd://x/y",
          "dnssd://HP._ipp._tcp.local/", "smb://u:p@host/share", "hp:/net/x?ip=10.0.0.1",
          "beh:/1/3/5/usb:/x", "implicitclass://x/", "", "x", "ipp://localhost.example/x",
          "ipp://127.0.0.1.example/x", "ipp://localhost@evil.example/x", "http://[::2]/x",
          "https:localhost"})
        CHECK(destination_of(uri).reach == Reach::network);
    for (const char* server :
         {"/run/cups/cups.sock", "localhost:631", "localhost", "127.0.0.1:631", "[::1]:631"})
        CHECK(is_local_server(server));
    for (const char* server :
         {"print.example", "10.0.0.1:631", "[fe80::1]:631", "", "localhost.example"})
        CHECK_FALSE(is_local_server(server));
}

TEST_CASE("what lp and lpstat say is read as it is meant") {
    const auto queues =
        queues_in("device for office: usb://HP/x y\ndevice for b: /dev/null\nnoise\n");
    REQUIRE(queues.size() == 2);
    CHECK(queues[0].name == "office");
    CHECK(queues[0].device_uri == "usb://HP/x y");
    CHECK(queues[1].device_uri == "/dev/null");
    CHECK(job_in("request id is office-12 (0 file(s))\n", "office") == "office-12");
    CHECK_FALSE(job_in("request id is other-12 (0 file(s))\n", "office"));
    CHECK_FALSE(job_in("request id is office-x\n", "office"));
    CHECK_FALSE(job_in("", "office"));
    const std::string jobs = "office-12   root   1024   Sun Nov 22\noffice-120  root  1\n";
    CHECK(lists_job(jobs, "office-12"));
    CHECK_FALSE(lists_job(jobs, "office-1"));
    CHECK_FALSE(stopped_because("printer office is idle.  enabled since today\n"));
    CHECK(stopped_because("printer office disabled since today -\n\tPaper jam.\n") == "Paper jam.");
    CHECK(stopped_because("printer office disabled since today -\n") == "no reason given");
}
