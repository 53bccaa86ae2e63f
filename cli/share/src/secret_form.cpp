#include "secret_form.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include <breakglass/age/x25519.h>
#include <breakglass/console/printable.h>
#include <breakglass/disk/read_file.h>
#include <breakglass/encoding/hex.h>

namespace breakglass::share {

namespace {

constexpr std::size_t largest_secret_file = 4096;
constexpr std::size_t identity_bytes = 32;
constexpr std::string_view identity_start = "AGE-SECRET-KEY-1";

Error form_error(const std::string& path, std::string_view found, std::string hint) {
    return {ErrorKind::usage, "SPLIT-SECRET-FORM",
            fmt::format("{} {}", console::quoted(path), found), std::move(hint)};
}

bool is_line_end(std::uint8_t byte) {
    return byte == '\n' || byte == '\r';
}

ByteView without_line_end(ByteView text) {
    while (!text.empty() && is_line_end(text.back()))
        text = text.first(text.size() - 1);
    return text;
}

bool is_text(ByteView bytes) {
    return std::ranges::all_of(bytes, [](std::uint8_t byte) {
        return (byte >= 0x20 && byte < 0x7f) || is_line_end(byte) || byte == '\t';
    });
}

bool looks_like_hex(ByteView text) {
    text = without_line_end(text);
    const auto is_digit = [](std::uint8_t byte) {
        return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'f') ||
               (byte >= 'A' && byte <= 'F');
    };
    return text.size() >= 2 * 16 && std::ranges::all_of(text, is_digit);
}

/// The one line of an identity file that is neither empty nor a comment.
Result<SecretBytes> identity_in(ByteView text, const std::string& path) {
    ByteView found;
    while (!text.empty()) {
        const auto end = std::ranges::find(text, std::uint8_t{'\n'});
        const ByteView line =
            without_line_end(text.first(static_cast<std::size_t>(end - text.begin())));
        text =
            text.subspan(std::min(static_cast<std::size_t>(end - text.begin()) + 1, text.size()));
        if (line.empty() || line.front() == '#') continue;
        if (!found.empty()) {
            return form_error(path, "holds more than one line that is not a comment",
                              "split each identity by itself");
        }
        found = line;
    }
    const auto identity = age::X25519Identity::parse(found);
    if (!identity) {
        return form_error(path, "does not hold an age identity", "make one with age-keygen");
    }
    return identity->secret().clone();
}

}  // namespace

Result<SecretBytes> read_secret(const std::string& path, SecretForm form) {
    auto content = disk::read_secret_file(path, largest_secret_file);
    if (!content) return std::move(content).error();
    const ByteView bytes = content->expose();
    switch (form) {
        case SecretForm::identity:
            return identity_in(bytes, path);
        case SecretForm::hex: {
            auto secret = encoding::secret_from_hex(without_line_end(bytes));
            if (!secret) {
                return form_error(path, "is not made of lower-case hex digits, two for each byte",
                                  "write it with: xxd -p -c 0");
            }
            return *std::move(secret);
        }
        case SecretForm::raw:
            break;
    }
    // A text split as it stands comes back as text: rarely what was meant, and noticed too late.
    if (is_text(bytes) && as_text(bytes).find(identity_start) != std::string_view::npos) {
        return form_error(path, "holds an age identity as text, not raw bytes", "add --identity");
    }
    if (looks_like_hex(bytes)) {
        return form_error(path, "holds hex digits, not raw bytes", "add --hex");
    }
    return content;
}

std::string recipient_of(const SecretBytes& secret) {
    return age::X25519Identity(secret.clone()).recipient().text();
}

Result<SecretBytes> write_form(const SecretBytes& secret, SecretForm form) {
    if (form == SecretForm::raw) return secret.clone();
    if (form == SecretForm::identity && secret.size() != identity_bytes) {
        return Error{ErrorKind::usage, "SHARE-NOT-IDENTITY",
                     fmt::format("the secret has {} bytes, an age identity has {}", secret.size(),
                                 identity_bytes),
                     "leave --identity out"};
    }
    const std::string comment = form == SecretForm::identity
                                    ? "# public key: " + recipient_of(secret) + "\n"
                                    : std::string();
    const SecretBytes line = form == SecretForm::hex ? encoding::secret_to_hex(secret)
                                                     : age::X25519Identity(secret.clone()).text();
    SecretBytes text(comment.size() + line.size() + 1);
    std::ranges::copy(as_bytes(comment), text.expose_mut().begin());
    std::ranges::copy(line.expose(), text.expose_mut().subspan(comment.size()).begin());
    text.expose_mut().back() = '\n';
    return text;
}

}  // namespace breakglass::share
