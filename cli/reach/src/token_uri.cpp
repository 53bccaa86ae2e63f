#include "token_uri.h"

#include <map>
#include <string>

namespace breakglass::reach {
namespace {

constexpr std::string_view scheme = "pkcs11:";

int digit_of(char letter) {
    if (letter >= '0' && letter <= '9') return letter - '0';
    if (letter >= 'a' && letter <= 'f') return letter - 'a' + 10;
    return letter >= 'A' && letter <= 'F' ? letter - 'A' + 10 : -1;
}

std::string decoded(std::string_view text) {
    std::string plain;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '%' && text.size() - at > 2) {
            const int high = digit_of(text[at + 1]);
            const int low = digit_of(text[at + 2]);
            if (high >= 0 && low >= 0) {
                plain += static_cast<char>(high * 16 + low);
                at += 2;
                continue;
            }
        }
        plain += text[at];
    }
    return plain;
}

// The path attributes; what follows "?" says how to reach the token, not which one it is.
std::map<std::string, std::string, std::less<>> attributes(std::string_view uri) {
    std::map<std::string, std::string, std::less<>> found;
    uri.remove_prefix(scheme.size());
    uri = uri.substr(0, uri.find('?'));
    while (!uri.empty()) {
        const std::string_view part = uri.substr(0, uri.find(';'));
        uri.remove_prefix(std::min(part.size() + 1, uri.size()));
        const std::size_t equals = part.find('=');
        if (equals == std::string_view::npos) continue;
        found.emplace(part.substr(0, equals), decoded(part.substr(equals + 1)));
    }
    return found;
}

}  // namespace

bool same_token(std::string_view one, std::string_view other) {
    if (one.substr(0, scheme.size()) != scheme || other.substr(0, scheme.size()) != scheme) {
        return false;
    }
    const auto here = attributes(one);
    const auto there = attributes(other);
    bool agree = false;
    for (const char* name : {"token", "serial", "manufacturer", "model"}) {
        const auto mine = here.find(name);
        const auto theirs = there.find(name);
        if (mine == here.end() || theirs == there.end()) continue;
        if (mine->second != theirs->second) return false;
        const std::string_view attribute(name);
        agree |= attribute == "token" || attribute == "serial";
    }
    return agree;
}

}  // namespace breakglass::reach
