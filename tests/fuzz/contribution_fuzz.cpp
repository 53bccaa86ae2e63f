// Contributions: what parses is the statement and the age file that were read, and nothing else.

#include <cstddef>
#include <cstdint>

#include <breakglass/contribution/contribution.h>

using namespace breakglass;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto parsed = contribution::parse_contribution({data, size});
    if (!parsed) return 0;
    if (!parsed->said) {
        if (parsed->age_file != Bytes(data, data + size)) __builtin_trap();
        return 0;
    }
    if (!(contribution::to_statement(parsed->claim) == parsed->said->statement)) __builtin_trap();
    Bytes again = parsed->said->stored;
    append(again, parsed->age_file);
    if (again != Bytes(data, data + size)) __builtin_trap();
    return 0;
}
