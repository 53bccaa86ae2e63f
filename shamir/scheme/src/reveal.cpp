#include "reveal.h"

#ifdef BREAKGLASS_CTIME
#include <valgrind/memcheck.h>
#endif

namespace breakglass::slip39 {

std::uint32_t reveal(std::uint32_t value) {
#ifdef BREAKGLASS_CTIME
    (void)VALGRIND_MAKE_MEM_DEFINED(&value, sizeof value);
#endif
    return value;
}

}  // namespace breakglass::slip39
