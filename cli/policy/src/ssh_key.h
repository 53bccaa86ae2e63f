#pragma once
// A person's public SSH key as the policy holds it.

#include <string>
#include <string_view>

#include <breakglass/ground/result.h>

namespace breakglass::policy {

/// Reads "ssh-ed25519 BASE64 [comment]" or "sk-ssh-ed25519@openssh.com BASE64 [comment]" and gives
/// it back without the comment, so that one key has one spelling.
/// Errors: usage (POLICY-SSH-KEY). Source: RFC 4253, 6.6; RFC 8709; OpenSSH PROTOCOL.u2f.
Result<std::string> parse_ssh_key(std::string_view text);

}  // namespace breakglass::policy
