#include "words_input.h"

#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <breakglass/scheme/share.h>
#include <breakglass/share/inspect.h>

namespace breakglass::share {

namespace {

std::string as_text(const std::string& place, const std::string& recipient,
                    const slip39::Share& share) {
    std::string text = fmt::format(
        "{}\n  set         {}{}\n  group       {} of {}, {} needed\n  share       {}, {} needed in "
        "its group\n  secret      {} bits, iteration exponent {}\n",
        place, share.identifier, share.extendable ? ", extendable" : "", share.group_index + 1,
        share.group_count, share.group_threshold, share.member_index + 1, share.member_threshold,
        share.value.size() * 8, share.iteration_exponent);
    if (!recipient.empty()) text += fmt::format("  recipient   {}\n", recipient);
    return text;
}

nlohmann::ordered_json as_json(const std::string& path, const card::WordsLine& line,
                               const slip39::Share& share) {
    nlohmann::ordered_json object;
    object["file"] = path;
    object["line"] = line.number;
    object["identifier"] = share.identifier;
    object["extendable"] = share.extendable;
    object["iteration_exponent"] = share.iteration_exponent;
    object["group"] = share.group_index + 1;
    object["groups"] = share.group_count;
    object["groups_required"] = share.group_threshold;
    object["member"] = share.member_index + 1;
    object["members_required"] = share.member_threshold;
    object["secret_bits"] = share.value.size() * 8;
    if (!line.recipient.empty()) object["recipient"] = line.recipient;
    return object;
}

}  // namespace

Result<Inspection> inspect(const std::vector<std::string>& paths, bool json) {
    const auto files = read_words_files(paths);
    if (!files) return files.error();
    Inspection inspection;
    auto array = nlohmann::ordered_json::array();
    for (const WordsFile& file : *files) {
        for (const card::WordsLine& line : file.lines) {
            const std::string place = place_of(file.path, line.number);
            auto share = slip39::parse_mnemonic(line.words);
            if (!share) {
                inspection.problems.push_back(with_context(std::move(share).error(), place));
            } else if (json) {
                array.push_back(as_json(file.path, line, *share));
            } else {
                inspection.text += as_text(place, line.recipient, *share);
            }
        }
    }
    if (json) {
        inspection.text =
            array.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
    }
    return inspection;
}

}  // namespace breakglass::share
