#include "ssh_key.h"

#include "names.h"

#include <optional>

#include <fmt/format.h>

#include <breakglass/console/printable.h>
#include <breakglass/signature/public_key.h>

namespace breakglass::policy {
namespace {

constexpr std::string_view plain_key = "ssh-ed25519";
constexpr std::string_view token_key = "sk-ssh-ed25519@openssh.com";

// RFC 4251, 5: a string is four bytes of length, big-endian, and its bytes.
std::optional<ByteView> take_string(ByteView& from) {
    if (from.size() < 4) return std::nullopt;
    const std::size_t length = static_cast<std::size_t>(from[0]) << 24U |
                               static_cast<std::size_t>(from[1]) << 16U |
                               static_cast<std::size_t>(from[2]) << 8U | from[3];
    from = from.subspan(4);
    if (from.size() < length) return std::nullopt;
    const ByteView taken = from.first(length);
    from = from.subspan(length);
    return taken;
}

bool is_key_blob(ByteView blob, std::string_view type) {
    const auto inner_type = take_string(blob);
    if (!inner_type || as_text(*inner_type) != type) return false;
    const auto point = take_string(blob);
    if (!point || point->size() != 32) return false;
    if (type == token_key) {
        const auto application = take_string(blob);
        if (!application || application->empty()) return false;
    }
    return blob.empty();
}

}  // namespace

Result<std::string> parse_ssh_key(std::string_view text) {
    const Error refusal{
        ErrorKind::usage, "POLICY-SSH-KEY",
        fmt::format("\"{}\" is not a public SSH key, expected \"ssh-ed25519 AAAA...\" or "
                    "\"sk-ssh-ed25519@openssh.com AAAA...\" as in a .pub file",
                    console::printable(text)),
        "ssh-keygen -t ed25519 makes a key; its .pub file holds the line"};
    if (!is_plain(text)) return refusal;
    const auto key = signature::parse_public_key(text);
    if (!key || (key->kind != plain_key && key->kind != token_key)) return refusal;
    if (!is_key_blob(key->blob, key->kind)) return refusal;
    return signature::to_text(*key);
}

}  // namespace breakglass::policy
