// Armored SSH signatures and public key lines: whatever parses must survive verification, and has
// one spelling of its armor.

#include <cstddef>
#include <cstdint>

#include <breakglass/signature/ssh_signature.h>

using namespace breakglass;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView input(data, size);
    const auto parsed = signature::parse_signature(input);
    const auto canonical = signature::canonical_armor(input);
    if (static_cast<bool>(parsed) != static_cast<bool>(canonical)) __builtin_trap();
    if (parsed) {
        const auto again = signature::parse_signature(*canonical);
        if (!again || !(again->key == parsed->key) || again->value != parsed->value ||
            again->flags != parsed->flags ||
            *signature::canonical_armor(*canonical) != *canonical) {
            __builtin_trap();
        }
        const Status verified =
            signature::verify(*parsed, parsed->key, parsed->name_space, as_bytes("a statement\n"));
        if (verified) {
            if (!signature::check_key(parsed->key)) __builtin_trap();
            if (parsed->kind.starts_with("sk-") && (parsed->flags & 1U) == 0) __builtin_trap();
            if (parsed->kind == "ssh-rsa") __builtin_trap();
        }
    }
    if (const auto key = signature::parse_public_key(as_text(input))) {
        const auto again = signature::parse_public_key(signature::to_text(*key));
        if (!again || !(*again == *key)) __builtin_trap();
        if (signature::check_key(*key) && key->kind.find("-cert-") != std::string::npos) {
            __builtin_trap();
        }
    }
    return 0;
}
