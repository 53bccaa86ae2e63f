// Armored SSH signatures and public key lines: whatever parses must survive verification.

#include <cstddef>
#include <cstdint>

#include <breakglass/signature/ssh_signature.h>

using namespace breakglass;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView input(data, size);
    if (const auto parsed = signature::parse_signature(input)) {
        const Status verified =
            signature::verify(*parsed, parsed->key, parsed->name_space, as_bytes("message"));
        if (verified && parsed->kind != "ssh-ed25519") __builtin_trap();
    }
    if (const auto key = signature::parse_public_key(as_text(input))) {
        const auto again = signature::parse_public_key(signature::to_text(*key));
        if (!again || !(*again == *key)) __builtin_trap();
    }
    return 0;
}
