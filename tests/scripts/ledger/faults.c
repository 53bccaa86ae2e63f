/* Preloaded by the ledger's cases: counts every step by which a file changes (writes, syncs, cuts,
   new names) and at the Nth of them does what FAULT says:
     kill   half of a write reaches the file, then the process ends as with kill -9
     full   half of a write reaches the file, then the disk is full; syncs and new names fail
   Besides, CLOCK_SHIFT seconds are added to the wall clock. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

static int count;
static int full;

/* 1 when this is the step at which the fault strikes */
static int strikes(void) {
    const char* at = getenv("FAULT_AT");
    return at != NULL && ++count == atoi(at);
}

static void end_if_killed(void) {
    if (strcmp(getenv("FAULT"), "kill") == 0) raise(SIGKILL);
    full = 1;
}

static int fails(void) {
    if (!full && !strikes()) return 0;
    if (!full) end_if_killed();
    errno = ENOSPC;
    return 1;
}

ssize_t pwrite(int descriptor, const void* bytes, size_t size, off_t offset) {
    ssize_t (*real)(int, const void*, size_t, off_t) =
        (ssize_t(*)(int, const void*, size_t, off_t))dlsym(RTLD_NEXT, "pwrite");
    if (full) {
        errno = ENOSPC;
        return -1;
    }
    if (!strikes()) return real(descriptor, bytes, size, offset);
    ssize_t half = real(descriptor, bytes, size / 2, offset);
    end_if_killed();
    return half;
}

ssize_t pwrite64(int descriptor, const void* bytes, size_t size, off_t offset) {
    return pwrite(descriptor, bytes, size, offset);
}

int fsync(int descriptor) {
    if (fails()) return -1;
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
    return real(descriptor);
}

int fdatasync(int descriptor) {
    if (fails()) return -1;
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
    return real(descriptor);
}

int rename(const char* from, const char* to) {
    if (fails()) return -1;
    int (*real)(const char*, const char*) =
        (int (*)(const char*, const char*))dlsym(RTLD_NEXT, "rename");
    return real(from, to);
}

int linkat(int from_at, const char* from, int to_at, const char* to, int flags) {
    if (fails()) return -1;
    int (*real)(int, const char*, int, const char*, int) =
        (int (*)(int, const char*, int, const char*, int))dlsym(RTLD_NEXT, "linkat");
    return real(from_at, from, to_at, to, flags);
}

int clock_gettime(clockid_t clock, struct timespec* time) {
    int (*real)(clockid_t, struct timespec*) =
        (int (*)(clockid_t, struct timespec*))dlsym(RTLD_NEXT, "clock_gettime");
    const int outcome = real(clock, time);
    const char* shift = getenv("CLOCK_SHIFT");
    if (outcome == 0 && clock == CLOCK_REALTIME && shift != NULL) time->tv_sec += atoll(shift);
    return outcome;
}
