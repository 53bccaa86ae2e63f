#include <fmt/format.h>

#include <breakglass/console/printable.h>
#include <breakglass/keystore/keystore.h>

namespace breakglass::keystore {

Result<std::filesystem::path> file_of(std::string_view uri) {
    constexpr std::string_view scheme = "file:";
    constexpr const char* hint = "write it as file:/path/to/kek.age";
    if (uri.starts_with("pkcs11:")) {
        return Error{
            ErrorKind::usage, "KEYSTORE-UNSUPPORTED",
            fmt::format("keystore {}: this build has no support for tokens", console::quoted(uri)),
            "keep the KEK in a file for now: --keystore file:/path/to/kek.age"};
    }
    if (!uri.starts_with(scheme)) {
        return Error{ErrorKind::usage, "KEYSTORE-UNSUPPORTED",
                     fmt::format("keystore {} is of no kind that is known", console::quoted(uri)),
                     hint};
    }
    const std::string_view path = uri.substr(scheme.size());
    // "//" would begin a host name (RFC 8089); a file of another host is never meant.
    if (!path.starts_with('/') || path.starts_with("//") || path.ends_with('/') ||
        path.find('\0') != std::string_view::npos) {
        return Error{ErrorKind::usage, "KEYSTORE-URI",
                     fmt::format("keystore {} does not name a file by its absolute path",
                                 console::quoted(uri)),
                     hint};
    }
    return std::filesystem::path(path);
}

Status check_outside(const std::filesystem::path& keystore_file,
                     const std::filesystem::path& escrow) {
    const Error unreadable{
        ErrorKind::failed, "KEYSTORE-PLACE",
        fmt::format("cannot tell where {} lies", console::quoted(keystore_file.string())),
        "the directory of the keystore must exist and be readable"};
    std::error_code fault;
    auto folder = std::filesystem::weakly_canonical(keystore_file, fault).parent_path();
    if (fault) return unreadable;
    if (!std::filesystem::exists(folder, fault)) return unreadable;
    // Directories are compared, not names: a bind mount has two.
    while (true) {
        const bool same = std::filesystem::equivalent(folder, escrow, fault);
        if (fault) return unreadable;
        if (same) {
            return Error{ErrorKind::usage, "KEYSTORE-IN-ESCROW",
                         fmt::format("keystore {} lies inside the escrow {}",
                                     console::quoted(keystore_file.string()),
                                     console::quoted(escrow.string())),
                         "keep it elsewhere: kits and copies of the escrow must not hold the KEK"};
        }
        if (!folder.has_relative_path()) return {};
        folder = folder.parent_path();
    }
}

}  // namespace breakglass::keystore
