// Files of words and texts of QR codes, from anyone.

#include <cstdlib>

#include <breakglass/card/qr_text.h>
#include <breakglass/card/words_file.h>

using namespace breakglass;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView text(data, size);
    const auto card = card::parse_qr_text(text);
    if (card) {
        const SecretBytes written = card::format_qr_text(card->recipient, card->share);
        const auto again = card::parse_qr_text(written.expose());
        if (!again || again->set_id != card->set_id) std::abort();
    }
    const auto lines = card::find_words(text);
    if (!lines) return 0;
    for (const card::WordsLine& line : *lines) {
        const bool inside = line.words.data() >= data && line.words.size() <= size;
        if (!inside || line.number == 0) std::abort();
    }
    (void)card::parse_words_file(text);
    return 0;
}
