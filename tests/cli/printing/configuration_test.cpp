#include "catch.h"

#include <string>

#include <breakglass/printing/configuration.h>

using namespace breakglass::printing;

namespace {

Configuration cupsd(const std::string& text) {
    Configuration configuration;
    read_cupsd_conf(text, configuration);
    return configuration;
}

Configuration files(const std::string& text) {
    Configuration configuration;
    read_cups_files_conf(text, configuration);
    return configuration;
}

/// CUPS 2.4.2 as Debian 12 ships it, shortened.
constexpr const char* debian = R"(
# Configuration file for the CUPS scheduler.
LogLevel warn
PageLogFormat
MaxLogSize 0
ErrorPolicy retry-job
#PreserveJobFiles No
Listen localhost:631
Listen /run/cups/cups.sock
<Location />
  Order allow,deny
</Location>
<Policy default>
  JobPrivateAccess default
  <Limit Create-Job Print-Job>
    Order deny,allow
  </Limit>
</Policy>
)";

}  // namespace

TEST_CASE("PRINT-JOB-FILES, PRINT-JOB-HISTORY: CUPS keeps both unless it is told not to") {
    for (const std::string text : {"", debian, "PreserveJobFiles\nPreserveJobHistory"}) {
        CHECK(cupsd(text).files.kept);
        CHECK(cupsd(text).history.kept);
    }
    CHECK(cupsd(debian).files.said.empty());
    CHECK(cupsd("PreserveJobFiles\n").files.said == "(no value)");
}

TEST_CASE("no, off, false, disabled and a time of nothing keep nothing, in any case") {
    for (const std::string value :
         {"No", "no", "OFF", "False", "disabled", "0", "00", "0d", "0W"}) {
        INFO(value);
        CHECK_FALSE(cupsd("PreserveJobFiles " + value).files.kept);
        CHECK_FALSE(cupsd("\t preserveJOBhistory \t" + value + " \r\n").history.kept);
    }
    for (const std::string value : {"Yes", "1", "86400", "1d", "0.5", "never", "none", "\"No\"",
                                    "No No", "0x0", "-0", "d", "No\\", "\\#No"}) {
        INFO(value);
        CHECK(cupsd("PreserveJobFiles " + value).files.kept);
    }
}

TEST_CASE("the last line wins, good or bad") {
    CHECK(cupsd("PreserveJobFiles No\nPreserveJobFiles 3600\n").files.kept);
    CHECK(cupsd("PreserveJobFiles No\nPreserveJobFiles 3600\n").files.said == "3600");
    CHECK_FALSE(cupsd("PreserveJobFiles Yes\nPreserveJobFiles No").files.kept);
    CHECK(cupsd("PreserveJobFiles No\nPreserveJobFiles what\n").files.kept);
}

TEST_CASE("comments, sections and what cupsd does not know say nothing") {
    CHECK(cupsd("# PreserveJobFiles No").files.kept);
    CHECK(cupsd("Browsing No # PreserveJobFiles\nFoo PreserveJobFiles No").files.kept);
    CHECK_FALSE(cupsd("PreserveJobFiles No # not Yes").files.kept);
    CHECK(cupsd("<Location />\nPreserveJobFiles No\n</Location>").files.kept);
    CHECK(cupsd("<policy x>\nPreserveJobFiles No\n</Location>\nPreserveJobFiles No").files.kept);
    CHECK_FALSE(cupsd("<Location />\n</LOCATION>\nPreserveJobFiles No").files.kept);
    // no section to cupsd, so what follows counts
    CHECK_FALSE(cupsd("<Location /\nPreserveJobFiles No").files.kept);
    CHECK_FALSE(cupsd("<Foo bar>\nPreserveJobFiles No").files.kept);
    // cupsd has no includes
    CHECK(cupsd("Include /etc/cups/keep-nothing.conf").files.kept);
    // what belongs into the other file is not taken from here
    CHECK(cupsd("RequestRoot /dev/shm").request_root == "/var/spool/cups");
    CHECK(files("PreserveJobFiles No").files.kept);
}

TEST_CASE("a line that is too long for cupsd goes on as the next one") {
    const std::string filler(2047, '#');
    CHECK_FALSE(cupsd(filler + "PreserveJobFiles No\n").files.kept);
    CHECK(cupsd("PreserveJobFiles No\n" + filler + "PreserveJobFiles Yes\n").files.kept);
}

TEST_CASE("spool and temporary directory: the defaults, what is said, and paths below ServerRoot") {
    CHECK(files("").spool() == "/var/spool/cups");
    CHECK(files("").temporary() == "/var/spool/cups/tmp");
    CHECK(files("requestroot /run/spool\n").temporary() == "/run/spool/tmp");
    const Configuration relative = files("RequestRoot spool\nTempDir tmp\nServerRoot /srv/cups");
    CHECK(relative.spool() == "/srv/cups/spool");
    CHECK(relative.temporary() == "/etc/cups/tmp");  // cupsd takes it as it stands at that line
    CHECK(files("RequestRoot /a\nRequestRoot\nRequestRoot /b # /c").spool() == "/b");
}
