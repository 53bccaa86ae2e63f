#include <cstdio>
#include <string>

#include <breakglass/console/printable.h>
#include <breakglass/console/report.h>

namespace breakglass::console {

namespace {

void say(std::string_view kind, std::string_view text) {
    const std::string line = "breakglass: " + std::string(kind) + printable(text) + "\n";
    (void)std::fflush(stdout);
    (void)std::fwrite(line.data(), 1, line.size(), stderr);
}

}  // namespace

void report(const Error& error) {
    say("error: ", error.rule.empty() ? error.message : error.message + " [" + error.rule + "]");
    if (!error.hint.empty()) say("hint: ", error.hint);
}

void warn(std::string_view message, std::string_view hint) {
    say("warning: ", message);
    if (!hint.empty()) say("hint: ", hint);
}

void note(std::string_view message) {
    say("", message);
}

}  // namespace breakglass::console
