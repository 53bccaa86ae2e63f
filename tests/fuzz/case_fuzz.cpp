// Case files: what parses has one spelling, and merging a case with itself changes nothing.

#include <cstddef>
#include <cstdint>

#include <breakglass/cases/case.h>
#include <breakglass/cases/saying.h>

using namespace breakglass;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto parsed = cases::parse_case({data, size});
    if (!parsed) return 0;
    const Bytes written = cases::encode_case(*parsed);
    const auto again = cases::parse_case(written);
    if (!again || !again->unread.empty() || !(again->request == parsed->request)) __builtin_trap();
    if (cases::encode_case(*again) != written) __builtin_trap();
    const auto merged = cases::merge(*parsed, *again);
    if (!merged || cases::encode_case(*merged) != written) __builtin_trap();
    for (const auto& each : parsed->said) {
        const auto saying = cases::read_saying(each.statement);
        if (saying && cases::to_statement(*saying, parsed->request).fields != each.statement.fields)
            __builtin_trap();
    }
    return 0;
}
