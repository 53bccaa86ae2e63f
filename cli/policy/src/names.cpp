#include "names.h"

#include <algorithm>

#include <breakglass/text/plain.h>

namespace breakglass::policy {

bool is_name(std::string_view name) {
    if (name.empty() || name.size() > max_name_bytes || !text::is_plain_line(name)) return false;
    if (name.find_first_of("/\\") != std::string_view::npos) return false;
    const char first = name.front();
    return first != ' ' && first != '-' && first != '.' && name.back() != ' ';
}

const std::vector<std::string_view>& roles() {
    static const std::vector<std::string_view> words{"requester", "approver", "custodian",
                                                     "operator",  "witness",  "auditor"};
    return words;
}

const std::vector<std::string_view>& surfaces() {
    static const std::vector<std::string_view> words{"database", "object-storage", "archive",
                                                     "search-index", "disk"};
    return words;
}

bool is_simple_absolute(std::string_view path) {
    if (path.size() < 2 || path.front() != '/') return false;
    while (!path.empty()) {
        path.remove_prefix(1);
        const std::string_view part = path.substr(0, path.find('/'));
        if (part.empty() || part == "." || part == "..") return false;
        path.remove_prefix(part.size());
    }
    return true;
}

bool is_zone(std::string_view text) {
    if (text.empty() || text.size() > max_name_bytes) return false;
    while (true) {
        const std::string_view part = text.substr(0, text.find('/'));
        // tzdata's theory file: a part begins with a letter
        const bool sound = !part.empty() &&
                           ((part.front() >= 'A' && part.front() <= 'Z') ||
                            (part.front() >= 'a' && part.front() <= 'z')) &&
                           std::all_of(part.begin(), part.end(), [](char letter) {
                               return (letter >= 'A' && letter <= 'Z') ||
                                      (letter >= 'a' && letter <= 'z') ||
                                      (letter >= '0' && letter <= '9') || letter == '_' ||
                                      letter == '+' || letter == '-';
                           });
        if (!sound) return false;
        if (part.size() == text.size()) return true;
        text.remove_prefix(part.size() + 1);
    }
}

bool is_token_uri(std::string_view text) {
    constexpr std::string_view scheme = "pkcs11:";
    if (text.substr(0, scheme.size()) != scheme) return false;
    text.remove_prefix(scheme.size());
    const bool plain = std::all_of(text.begin(), text.end(), [](char letter) {
        return letter > ' ' && letter <= '~' && letter != '"' && letter != '<' && letter != '>';
    });
    // RFC 7512, 2.3: pin-value is the PIN itself; pin-source says where to read it. Neither belongs
    // in a file that is copied to every store.
    if (!plain || text.find("pin-") != std::string_view::npos) return false;
    const std::size_t equals = text.find('=');
    return equals != std::string_view::npos && equals > 0 && equals + 1 < text.size();
}

}  // namespace breakglass::policy
