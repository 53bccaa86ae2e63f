#include <breakglass/age/p256tag.h>
#include <breakglass/age/recipient.h>
#include <breakglass/age/ssh.h>
#include <breakglass/age/x25519.h>

namespace breakglass::age {

namespace {

/// The beginning of what was given, as far as it is safe to show.
std::string named(std::string_view text) {
    constexpr std::size_t shown = 24;
    std::string name = "recipient \"";
    for (const char c : text.substr(0, shown))
        name += c >= 32 && c <= 126 ? c : '?';
    return name + (text.size() > shown ? "...\"" : "\"");
}

template <typename Interface, typename Kind>
Result<std::unique_ptr<Interface>> boxed(Result<Kind> read, std::string_view text) {
    if (!read) return with_context(std::move(read).error(), named(text));
    return std::unique_ptr<Interface>(std::make_unique<Kind>(std::move(*read)));
}

Error unknown(std::string_view text, const char* expected) {
    // A secret given by mistake is not repeated.
    if (text.find("SECRET-KEY") != std::string_view::npos ||
        text.find("secret-key") != std::string_view::npos) {
        return {ErrorKind::usage, "AGE-RECIPIENT-UNKNOWN",
                "a secret key was given where a recipient is expected",
                "make its recipient with age-keygen -y, and treat the key as exposed"};
    }
    return {ErrorKind::usage, "AGE-RECIPIENT-UNKNOWN",
            named(text) + " is of a kind that is not known; expected " + expected, ""};
}

}  // namespace

Result<std::unique_ptr<Recipient>> parse_recipient(std::string_view text) {
    // "age1tag1" first: it is also how an age1... recipient may begin
    if (text.starts_with("age1tag1")) return boxed<Recipient>(P256TagRecipient::parse(text), text);
    if (text.starts_with("age1")) return boxed<Recipient>(X25519Recipient::parse(text), text);
    if (text.starts_with("ssh-ed25519 ")) return boxed<Recipient>(SshRecipient::parse(text), text);
    return unknown(text, "age1..., age1tag1... or ssh-ed25519 ...");
}

Result<std::unique_ptr<DerivingRecipient>> parse_deriving_recipient(std::string_view text) {
    if (text.starts_with("age1tag1"))
        return boxed<DerivingRecipient>(P256TagRecipient::parse(text), text);
    if (text.starts_with("age1"))
        return boxed<DerivingRecipient>(X25519Recipient::parse(text), text);
    return unknown(text, "age1... or age1tag1...");
}

}  // namespace breakglass::age
