#include <algorithm>
#include <filesystem>

#include <breakglass/console/terminal.h>
#include <breakglass/reading/reading.h>

namespace breakglass::reading {

Result<Reading> ask_for_card(console::Terminal& terminal, const records::Manifest& manifest,
                             std::string_view what) {
    auto answer = terminal.ask(
        std::string(what) +
        " (a .txt, .png or .pdf file; \"type\" to type its words, \"scan\" for a hand scanner; "
        "empty to stop): ");
    if (!answer) return std::move(answer).error();
    if (*answer == "type") return type_card(terminal, manifest);
    if (*answer == "scan") {
        auto scanned = scan_card(terminal);
        if (scanned && scanned->typed.empty()) return ask_for_card(terminal, manifest, what);
        return scanned;
    }
    Reading reading{.path = *std::move(answer)};
    std::string ending = std::filesystem::path(reading.path).extension().string();
    std::ranges::transform(ending, ending.begin(), [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    });
    if (ending == ".png") reading.medium = Reading::Medium::qr;
    if (ending == ".pdf") reading.medium = Reading::Medium::pdf;
    return reading;
}

}  // namespace breakglass::reading
