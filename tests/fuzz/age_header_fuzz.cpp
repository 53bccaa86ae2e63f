// Whatever the bytes: a header that parses is written back as it was read, and the stream reader
// agrees with the parser and takes nothing beyond the header.

#include <cstdlib>

#include <breakglass/age/header.h>

using namespace breakglass;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto parsed = age::parse_header({data, size});
    MemorySource source({data, size});
    const auto read = age::read_header(source);
    if (static_cast<bool>(parsed) != static_cast<bool>(read)) std::abort();
    if (!parsed) return 0;
    Bytes rest(size + 1);
    const auto left = read_fully(source, rest);
    if (!left || *left + parsed->stored.size() != size) std::abort();
    // All but the MAC, which needs the file key: "--- ", 43 characters, newline.
    const Bytes again = age::encode_header(parsed->stanzas, SecretBytes(16));
    const std::size_t mac = 48;
    if (again.size() != parsed->stored.size()) std::abort();
    if (!std::equal(again.begin(), again.end() - mac, parsed->stored.begin())) std::abort();
    return 0;
}
