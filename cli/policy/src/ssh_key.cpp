#include "ssh_key.h"

#include <fmt/format.h>

#include <breakglass/console/printable.h>
#include <breakglass/signature/public_key.h>
#include <breakglass/text/plain.h>

namespace breakglass::policy {

Result<std::string> parse_ssh_key(std::string_view text) {
    const auto refuse = [text](const std::string& why) {
        // A key of thousands of characters says less than its beginning.
        constexpr std::size_t shown = 60;
        const std::string start(text.substr(0, shown));
        return Error{ErrorKind::usage, "POLICY-SSH-KEY",
                     fmt::format("\"{}{}\", which cannot sign here: {}; expected the line of a "
                                 ".pub file such as \"ssh-ed25519 AAAA...\"",
                                 console::printable(start), text.size() > shown ? "..." : "", why),
                     "ssh-keygen -t ed25519 makes a key; its .pub file holds the line"};
    };
    if (!text::is_plain_line(text)) return refuse("it is not one line of plain text");
    const auto key = signature::parse_public_key(text);
    if (!key) return refuse(key.error().message);
    if (const auto sound = signature::check_key(*key); !sound) {
        return refuse(sound.error().message);
    }
    return signature::to_text(*key);
}

}  // namespace breakglass::policy
