/* Preloaded by the kill case: ends the process, as kill -9 would, in place of its Nth sync.
   Every durable step ends in a sync, so counting up N stops the run between any two of them. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int count;

static void step(void) {
    const char* at = getenv("KILL_AT_SYNC");
    if (at != NULL && ++count == atoi(at)) raise(SIGKILL);
}

int fsync(int descriptor) {
    step();
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
    return real(descriptor);
}

int fdatasync(int descriptor) {
    step();
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
    return real(descriptor);
}
