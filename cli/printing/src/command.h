#pragma once
// A short command of CUPS: fed, listened to, and ended when it takes too long.

#include <chrono>
#include <string>
#include <vector>

#include <breakglass/ground/bytes.h>
#include <breakglass/ground/result.h>

namespace breakglass::printing {

struct Outcome {
    int exit_code = 0;
    std::string output;      // at most 256 KiB, the rest is dropped
    std::string complaints;  // of its standard error
    bool ok() const { return exit_code == 0; }
};

/// Whether ^C ends a command. Cleaning up goes on after one.
enum class Interrupts { noticed, ignored };

/// Runs it without a shell, in English. input goes through a pipe straight from where it lies.
/// Errors: failed (PRINT-NO-CUPS when there is no such program, PRINT-TIMEOUT, INTERRUPTED).
Result<Outcome> run(const std::vector<std::string>& command, ByteView input,
                    std::chrono::milliseconds limit, Interrupts interrupts = Interrupts::noticed);

}  // namespace breakglass::printing
