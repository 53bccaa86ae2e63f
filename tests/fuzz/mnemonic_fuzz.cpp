// Reading and repairing the words of a share: what is accepted must be written back the same.

#include <cstdlib>

#include <breakglass/scheme/repair.h>
#include <breakglass/scheme/share.h>

using namespace breakglass;

namespace {

void must(bool holds) {
    if (!holds) std::abort();
}

void must_read_back(const slip39::Share& share) {
    const SecretBytes words = slip39::format_mnemonic(share);
    const auto again = slip39::parse_mnemonic(words.expose());
    must(static_cast<bool>(again));
    must(equal_constant_time(slip39::format_mnemonic(*again), words));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView text(data, size);
    const auto share = slip39::parse_mnemonic(text);
    if (share) must_read_back(*share);
    const auto repairs = slip39::repair(text);
    if (share) must(repairs && repairs->size() == 1 && repairs->front().positions.empty());
    if (repairs) {
        for (const slip39::Repair& repair : *repairs)
            must_read_back(repair.share);
    }
    return 0;
}
