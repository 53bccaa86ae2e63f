#include <algorithm>
#include <array>

#include <breakglass/console/printable.h>
#include <breakglass/printing/device_uri.h>

namespace breakglass::printing {

namespace {

constexpr std::array<std::string_view, 4> cables = {"usb", "parallel", "serial", "scsi"};
// HPLIP's, which reach the network as well
constexpr std::array<std::string_view, 2> hp_cables = {"hp:/usb/", "hp:/par/"};

std::string small(std::string_view text) {
    std::string out(text);
    std::ranges::transform(out, out.begin(), [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    });
    return out;
}

bool is_loopback(std::string_view host) {
    if (host == "localhost" || host == "::1") return true;
    return host.starts_with("127.") &&
           host.find_first_not_of("0123456789.") == std::string_view::npos;
}

/// "host" of "user:password@host:port/path".
std::string host_of(std::string_view rest) {
    std::string_view authority = rest.substr(0, rest.find_first_of("/?#"));
    const std::size_t at = authority.rfind('@');
    if (at != std::string_view::npos) authority.remove_prefix(at + 1);
    if (authority.starts_with('['))
        return small(authority.substr(1, std::min(authority.find(']'), authority.size()) - 1));
    return small(authority.substr(0, authority.find(':')));
}

std::string without_user(std::string_view uri) {
    const std::size_t scheme = uri.find("://");
    if (scheme == std::string_view::npos) return std::string(uri);
    const std::size_t begin = scheme + 3;
    const std::size_t end = std::min(uri.find_first_of("/?#", begin), uri.size());
    const std::size_t at = uri.substr(0, end).rfind('@');
    if (at == std::string_view::npos || at < begin) return std::string(uri);
    return std::string(uri.substr(0, begin)) + std::string(uri.substr(at + 1));
}

}  // namespace

Destination destination_of(std::string_view uri) {
    Destination destination{.shown = console::printable(without_user(uri))};
    if (uri.starts_with('/')) {
        destination.reach = Reach::file;
        destination.file = uri;
        return destination;
    }
    const std::string lower = small(uri);
    const std::string scheme = lower.substr(0, lower.find(':'));
    if (std::ranges::find(cables, scheme) != cables.end() ||
        std::ranges::any_of(hp_cables,
                            [&](std::string_view start) { return lower.starts_with(start); })) {
        destination.reach = Reach::cable;
    } else if (scheme == "file" || scheme == "cups-pdf") {
        destination.reach = Reach::file;
        if (scheme == "file") {
            std::string_view path = uri.substr(std::min<std::size_t>(5, uri.size()));
            while (path.starts_with("//"))
                path.remove_prefix(1);
            destination.file = path;
        }
    } else if (const std::size_t at = lower.find("://");
               at != std::string::npos && is_loopback(host_of(uri.substr(at + 3)))) {
        destination.reach = Reach::cable;  // ipp-usb and its like
    }
    return destination;
}

bool is_local_server(std::string_view server) {
    if (server.starts_with('/')) return true;
    return is_loopback(host_of(server));
}

}  // namespace breakglass::printing
