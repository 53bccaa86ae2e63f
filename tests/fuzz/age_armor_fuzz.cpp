// Whatever the text: armour that reads is, but for white space around it and line endings, what
// writing its content gives.

#include <algorithm>
#include <cstdlib>

#include <breakglass/age/armor.h>

using namespace breakglass;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    MemorySource text({data, size});
    age::ArmorSource armor(text);
    Bytes bytes(size + 1);
    const auto got = read_fully(armor, bytes);
    if (!got) return 0;
    MemorySink written;
    age::ArmorSink sink(written);
    if (!sink.write(ByteView(bytes).first(*got)) || !sink.finish()) std::abort();
    const auto bare = [](ByteView from) {
        Bytes kept;
        std::copy_if(from.begin(), from.end(), std::back_inserter(kept), [](std::uint8_t c) {
            return c != '\n' && c != '\r' && c != '\t' && c != '\v' && c != '\f' && c != ' ';
        });
        return kept;
    };
    if (bare(written.bytes()) != bare({data, size})) std::abort();
    return 0;
}
