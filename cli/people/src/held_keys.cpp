#include "held_keys.h"

#include "ssh_tool.h"

#include <filesystem>
#include <system_error>

#include <fmt/format.h>

#include <breakglass/console/printable.h>
#include <breakglass/disk/read_file.h>

namespace breakglass::people {

namespace {

constexpr std::size_t max_key_file_bytes = 65536;

Error no_key_file(const std::string& file, const std::string& why) {
    return {ErrorKind::usage, "PEOPLE-KEY-FILE",
            fmt::format("no key can be taken from {}: {}", console::quoted(file), why),
            "give a private SSH key, or a .pub file whose private half the agent holds"};
}

/// line: of a .pub file. A key that no policy can name is refused here, where the reason is known.
Result<signature::PublicKey> parse_line(const std::string& file, std::string_view line) {
    auto key = signature::parse_public_key(line);
    if (!key) return no_key_file(file, key.error().message);
    if (auto sound = signature::check_key(*key); !sound) {
        return no_key_file(file, sound.error().message);
    }
    return key;
}

Result<signature::PublicKey> read_public(const std::string& file) {
    const auto line = disk::read_file(file, max_key_file_bytes);
    if (!line) return no_key_file(file, line.error().message);
    return parse_line(file, as_text(*line));
}

}  // namespace

Result<signature::PublicKey> key_of_file(const KeyChoice& choice) {
    const std::string& file = choice.file;
    if (file == "-") return no_key_file(file, "a key is named by its file");
    // Which half it is shows in its first bytes; a private one never leaves locked memory.
    const auto content = disk::read_secret_file(file, max_key_file_bytes);
    if (!content) return no_key_file(file, content.error().message);
    const std::string_view text = as_text(content->expose());
    if (!text.starts_with("-----BEGIN ")) {
        if (text.find("PRIVATE") != std::string_view::npos) {
            return no_key_file(file, "it is a private key in a form that ssh-keygen does not read");
        }
        return read_public(file);
    }
    std::error_code none;
    const std::string beside = file + ".pub";
    if (std::filesystem::exists(beside, none)) return read_public(beside);
    const auto derived = run_ssh_tool({"ssh-keygen", "-y", "-f", file}, choice.non_interactive);
    if (!derived) return no_key_file(file, derived.error().message);
    return parse_line(file, *derived);
}

Result<std::vector<signature::PublicKey>> keys_of_agent(bool non_interactive) {
    const auto listed = run_ssh_tool({"ssh-add", "-L"}, non_interactive);
    if (!listed) {
        return Error{
            ErrorKind::usage, "PEOPLE-NO-KEY",
            "the SSH agent was asked for its keys and gave none: " + listed.error().message,
            "name the key with --key FILE, or load it: ssh-add FILE"};
    }
    std::vector<signature::PublicKey> keys;
    std::string_view rest = *listed;
    while (!rest.empty()) {
        const std::size_t end = rest.find('\n');
        // A line that is no key we know is somebody else's business.
        if (auto key = signature::parse_public_key(rest.substr(0, end))) {
            keys.push_back(std::move(*key));
        }
        if (end == std::string_view::npos) break;
        rest.remove_prefix(end + 1);
    }
    return keys;
}

}  // namespace breakglass::people
