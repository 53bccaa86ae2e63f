// Statements, alone and in a row: whatever parses has exactly this spelling.

#include <cstddef>
#include <cstdint>

#include <breakglass/statement/statement.h>

using namespace breakglass;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView input(data, size);
    if (const auto read = statement::parse_text(input)) {
        const auto text = statement::to_text(*read);
        if (!text || *text != as_text(input)) __builtin_trap();
    }
    const auto all = statement::parse_all(input, 16);
    if (all) {
        std::string stored;
        for (const auto& one : *all) {
            const auto again =
                statement::join(one.text, as_bytes(as_text(one.stored).substr(one.text.size())));
            if (!again || again->stored != one.stored || again->id != one.id) __builtin_trap();
            stored += as_text(one.stored);
            if (statement::verify(one, one.signature.key) && one.statement.kind.empty()) {
                __builtin_trap();
            }
        }
        if (stored != as_text(input)) __builtin_trap();
    }
    const auto one = statement::parse_signed(input);
    if (static_cast<bool>(one) != (all && all->size() == 1)) __builtin_trap();
    return 0;
}
