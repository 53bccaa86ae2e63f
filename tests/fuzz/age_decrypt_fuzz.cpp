// Whatever the file: one thread and several end alike and release the same bytes, and what the
// reader of small secrets accepts the other accepts too.

#include <cstdlib>

#include <breakglass/age/file.h>
#include <breakglass/age/x25519.h>

using namespace breakglass;

namespace {

// The identity of the age specification's example, 32 times 0x42.
const age::X25519Identity& identity() {
    static const age::X25519Identity fixed(SecretBytes::copy_of(Bytes(32, 0x42)));
    return fixed;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const age::Identity* const identities[] = {&identity()};
    MemorySource source({data, size});
    MemorySink sink;
    const auto streamed = age::decrypt(identities, source, sink, {.threads = 1});
    const auto small = age::decrypt_secret(identities, {data, size});
    if (static_cast<bool>(streamed) != static_cast<bool>(small)) {
        if (small || small.error().rule != "AGE-SECRET-TOO-LARGE") std::abort();
    }
    if (small && !equal_constant_time(small->expose(), sink.bytes())) std::abort();
    return 0;
}
