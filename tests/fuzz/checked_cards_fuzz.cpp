// Whatever stands in the note of checked cards: what is read has one spelling, or is an error.

#include <breakglass/custodian/seen_cards.h>

using namespace breakglass;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto cards = custodian::parse_seen({data, size});
    if (!cards) return 0;
    check(custodian::encode_seen(*cards) == as_text({data, size}),
          "a note that was read has this one spelling");
    return 0;
}
