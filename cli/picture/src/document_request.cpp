#include "document_request.h"

#include <optional>
#include <string_view>
#include <utility>

namespace breakglass::picture {

namespace {

constexpr std::string_view version = "document 1";
constexpr std::string_view marks = "hfldntscbwxg";

Error no_request() {
    return Error{ErrorKind::failed, "PICTURE-REQUEST",
                 "the process that handles pictures was asked something that makes no sense", ""};
}

/// Takes what stands before the next such character off the front, and the character.
std::optional<std::string_view> take_up_to(char end, std::string_view& rest) {
    const std::size_t at = rest.find(end);
    if (at == std::string_view::npos) return std::nullopt;
    const std::string_view taken = rest.substr(0, at);
    rest.remove_prefix(at + 1);
    return taken;
}

std::optional<page::Item> item_of(std::string_view line) {
    const auto mark = take_up_to('\t', line);
    const auto label = take_up_to('\t', line);
    if (!mark || !label || mark->size() != 1 || marks.find(mark->front()) == std::string_view::npos)
        return std::nullopt;
    return page::Item{page::Mark(mark->front()), std::string(*label), std::string(line)};
}

}  // namespace

Bytes encode_document_request(const page::Document& document) {
    std::string text(version);
    text += "\n";
    text += document.paper == page::Paper::letter ? "1 " : "0 ";
    text += document.language == page::Language::id ? "1\n" : "0\n";
    for (const std::string* line :
         {&document.title, &document.foot, &document.made_at, &document.mark})
        text += *line + "\n";
    for (const page::Item& item : document.items) {
        text += static_cast<char>(item.mark);
        text += "\t" + item.label + "\t" + item.text + "\n";
    }
    const ByteView bytes = as_bytes(text);
    return {bytes.begin(), bytes.end()};
}

Result<page::Document> parse_document_request(ByteView bytes) {
    std::string_view rest = as_text(bytes);
    if (take_up_to('\n', rest) != version) return no_request();
    const auto choice = take_up_to('\n', rest);
    if (!choice || choice->size() != 3 || (*choice)[1] != ' ') return no_request();
    for (const char digit : {(*choice)[0], (*choice)[2]})
        if (digit != '0' && digit != '1') return no_request();
    page::Document document;
    if ((*choice)[0] == '1') document.paper = page::Paper::letter;
    if ((*choice)[2] == '1') document.language = page::Language::id;
    for (std::string* line : {&document.title, &document.foot, &document.made_at, &document.mark}) {
        const auto taken = take_up_to('\n', rest);
        if (!taken) return no_request();
        *line = *taken;
    }
    while (!rest.empty()) {
        const auto line = take_up_to('\n', rest);
        auto item = line ? item_of(*line) : std::nullopt;
        if (!item || document.items.size() == page::max_document_items) return no_request();
        document.items.push_back(*std::move(item));
    }
    if (Status sound = page::check_document(document); !sound) return std::move(sound).error();
    return document;
}

}  // namespace breakglass::picture
