#include "words.h"

#include <fmt/format.h>

namespace breakglass::reach {

std::string check_text(const Subject& subject, const std::vector<Finding>& found) {
    std::string text = line(
        fmt::format("Escrow \"{}\": this policy is {}.", subject.policy.escrow, subject.standing));
    text += paths_text(subject);
    if (found.empty()) return text + "\n" + line("Nothing was found.");
    for (const Finding& finding : found) {
        text += "\n" + line(fmt::format("{}: {} [{}]", name_of(finding.weight), finding.message,
                                        finding.rule));
        text += line("  mend: " + finding.mend);
    }
    return text;
}

}  // namespace breakglass::reach
