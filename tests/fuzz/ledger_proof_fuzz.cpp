// Proof files of the ledger: what parses is exactly what is written, and verifying never stops.

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include <breakglass/ledger/proof.h>

using namespace breakglass;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView stored(data, size);
    const auto proof = ledger::parse_proof(stored);
    if (!proof) return 0;
    if (ledger::encode_proof(*proof) != as_text(stored)) __builtin_trap();
    ledger::Trusted trusted;
    trusted.heads = {{proof->first_number + proof->head.size, proof->head.root}};
    if (proof->older) {
        trusted.heads.push_back({proof->first_number + proof->older->size, proof->older->root});
    }
    (void)ledger::verify_proof(*proof, trusted);
    return 0;
}
