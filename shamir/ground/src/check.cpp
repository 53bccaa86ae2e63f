#include <cstdio>
#include <cstdlib>

#include <breakglass/ground/check.h>

namespace breakglass {

void stop_on_bug(const char* what, const char* file, int line) {
    std::fprintf(stderr, "breakglass: internal error: %s (%s:%d)\n", what, file, line);
    std::fputs("breakglass: hint: this is a bug; nothing that was already written is lost\n",
               stderr);
    // No destructors and no handlers: the state is not to be trusted any more. The kernel
    // drops the locked memory with the process.
    std::_Exit(70);
}

}  // namespace breakglass
