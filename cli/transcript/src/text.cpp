#include <fmt/format.h>

#include <breakglass/transcript/transcript.h>

namespace breakglass::transcript {

using page::Mark;

std::string to_text(const Transcript& transcript, page::Language language) {
    const page::Document document = to_document(transcript, language);
    std::string text = fmt::format("breakglass ceremony record v1\nlanguage: {}\n",
                                   language == page::Language::id ? "id" : "en");
    if (language != page::Language::en)
        text += fmt::format("original: {}\n", to_hex(hash_of(transcript)));
    bool titled = false;
    for (std::size_t i = 0; i < document.items.size(); ++i) {
        const page::Item& item = document.items[i];
        switch (item.mark) {
            case Mark::heading:
                if (!titled) text += "\n" + document.title + "\n";
                titled = true;
                // The lines to sign on are for paper: they end the document.
                if (i + 1 == document.items.size() || document.items[i + 1].mark == Mark::signature)
                    return text;
                text += "\n" + item.text + "\n\n";
                break;
            case Mark::fact:
                text += titled ? "  " : "";
                text += item.label + ": " + item.text + "\n";
                break;
            case Mark::detail:
                text += "    " + item.text + "\n";
                break;
            case Mark::numbered:
                text += "  " + item.label + " " + item.text + "\n";
                break;
            default:
                text += "  " + item.text + "\n";
        }
    }
    return text;
}

Hash256 hash_of(const Transcript& transcript) {
    return sha256(as_bytes(to_text(transcript, page::Language::en)));
}

}  // namespace breakglass::transcript
