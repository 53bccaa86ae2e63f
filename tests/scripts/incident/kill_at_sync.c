/* Preloaded by cases that end a process, as kill -9 would, in place of its Nth sync (KILL_AT_SYNC=N), or
   hand it another signal there (SYNC_SIGNAL, a number); KILL_AT_SYNC=each is every one of them.
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
    const char* other = getenv("SYNC_SIGNAL");
    if (at == NULL) return;
    ++count;
    if (strcmp(at, "each") == 0 || count == atoi(at)) raise(other == NULL ? SIGKILL : atoi(other));
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
