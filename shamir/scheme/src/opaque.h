#pragma once
// A value the optimiser knows nothing about. Without it clang 14 sees that a mask is all ones or
// zero and turns arithmetic back into the branch it was written to avoid.

namespace breakglass {

template <typename Integer>
inline Integer opaque(Integer value) {
    __asm__("" : "+r"(value));
    return value;
}

}  // namespace breakglass
