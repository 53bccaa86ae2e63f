/* Preloaded by a case: the clock is later by as many seconds as the file $LATER_CLOCK says, if it is there. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

int clock_gettime(clockid_t which, struct timespec* now) {
    int (*real)(clockid_t, struct timespec*) =
        (int (*)(clockid_t, struct timespec*))dlsym(RTLD_NEXT, "clock_gettime");
    const int result = real(which, now);
    const char* name = getenv("LATER_CLOCK");
    if (result != 0 || which != CLOCK_REALTIME || name == NULL) return result;
    FILE* file = fopen(name, "r");
    if (file == NULL) return result;
    long later = 0;
    if (fscanf(file, "%ld", &later) == 1) now->tv_sec += later;
    fclose(file);
    return result;
}

time_t time(time_t* out) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (out != NULL) *out = now.tv_sec;
    return now.tv_sec;
}
