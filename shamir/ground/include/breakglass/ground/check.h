#pragma once
// The always-on check: what only our own bug can cause stops the program.

namespace breakglass {

/// Ends the process with exit code 70 and names the place; never returns.
[[noreturn]] void stop_on_bug(const char* what, const char* file, int line);

/// Stops the program when a promise the code makes to itself is broken, in release builds too.
inline void check(bool holds, const char* what, const char* file = __builtin_FILE(),
                  int line = __builtin_LINE()) {
    if (!holds) stop_on_bug(what, file, line);
}

}  // namespace breakglass
