#include <csignal>

#include <unistd.h>

#include <breakglass/disk/interrupt.h>

namespace breakglass::disk {

namespace {

volatile std::sig_atomic_t asked_to_end = 0;

extern "C" void note_interrupt(int signal_number) {
    if (asked_to_end != 0) _exit(128 + signal_number);
    asked_to_end = signal_number;
}

}  // namespace

void watch_for_interrupts() {
    struct sigaction action = {};
    action.sa_handler = note_interrupt;
    sigemptyset(&action.sa_mask);
    // no SA_RESTART: a read that waits for a terminal or a pipe must come back
    for (const int signal_number : {SIGINT, SIGTERM, SIGHUP}) {
        (void)sigaction(signal_number, &action, nullptr);
    }
}

bool interrupted() {
    return asked_to_end != 0;
}

Status check_interrupt() {
    if (!interrupted()) return {};
    return Error{ErrorKind::failed, "INTERRUPTED", "interrupted; nothing half-written was left",
                 "run the same command again"};
}

}  // namespace breakglass::disk
