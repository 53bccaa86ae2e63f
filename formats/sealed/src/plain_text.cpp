#include <breakglass/sealed/plain_text.h>
#include <breakglass/text/plain.h>

namespace breakglass::sealed {

Status check_plain_text(std::string_view content, std::string_view what, std::size_t most,
                        bool may_be_empty) {
    const auto refuse = [what](const std::string& why) {
        return Error{ErrorKind::usage, "BACKUP-TEXT", "the " + std::string(what) + " " + why, ""};
    };
    if (content.empty() && !may_be_empty) return refuse("is empty");
    if (content.size() > most) {
        return refuse("has " + std::to_string(content.size()) + " bytes, at most " +
                      std::to_string(most) + " are allowed");
    }
    if (!text::is_plain_line(content)) {
        return refuse("is not UTF-8 text or holds characters that control, hide or turn it");
    }
    return {};
}

}  // namespace breakglass::sealed
