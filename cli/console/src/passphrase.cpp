#include <algorithm>
#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

#include <breakglass/console/printable.h>
#include <breakglass/console/terminal.h>

namespace breakglass::console {

namespace {

constexpr std::size_t longest_passphrase = 4096;

/// The first line of a file, straight into locked memory.
Result<SecretBytes> first_line_of(const std::string& file) {
    const bool from_stdin = file == "-";
    const int descriptor = from_stdin ? STDIN_FILENO : ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    const auto fault = [&](int reason) {
        return Error{ErrorKind::failed, "PASSPHRASE-FILE",
                     "cannot read the passphrase file " + console::quoted(file) + ": " +
                         std::generic_category().message(reason),
                     ""};
    };
    if (descriptor < 0) return fault(errno);
    SecretBytes line(longest_passphrase + 1);
    std::size_t length = 0;
    int reason = 0;
    bool complete = false;
    while (!complete && length < line.size()) {
        const ssize_t got =
            ::read(descriptor, line.expose_mut().data() + length, line.size() - length);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) reason = errno;
        if (got <= 0) break;
        const auto fresh = line.expose().subspan(length, static_cast<std::size_t>(got));
        const auto newline = std::ranges::find(fresh, std::uint8_t{'\n'});
        complete = newline != fresh.end();
        length += static_cast<std::size_t>(newline - fresh.begin());
    }
    if (!from_stdin) ::close(descriptor);
    if (reason != 0) return fault(reason);
    if (length > longest_passphrase) {
        return Error{ErrorKind::usage, "PASSPHRASE-FILE",
                     "the first line of " + console::quoted(file) + " is longer than 4,096 bytes",
                     "is it the right file?"};
    }
    if (length > 0 && line.expose()[length - 1] == '\r') --length;
    line.shrink(length);
    return line;
}

Error empty_passphrase() {
    return {ErrorKind::usage, "PASSPHRASE-EMPTY", "the passphrase is empty", ""};
}

}  // namespace

Result<SecretBytes> read_passphrase(const PassphraseRequest& request) {
    if (!request.file.empty()) {
        auto line = first_line_of(request.file);
        if (line && line->empty()) return empty_passphrase();
        return line;
    }
    auto terminal = open_terminal(request.non_interactive, "give --passphrase-file FILE");
    if (!terminal) return std::move(terminal).error();
    auto first = (*terminal)->ask_secret("passphrase for " + printable(request.purpose) + ": ");
    if (!first) return first;
    if (first->empty()) return empty_passphrase();
    if (!request.is_new) return first;
    auto second = (*terminal)->ask_secret("the same passphrase again: ");
    if (!second) return second;
    if (!equal_constant_time(*first, *second)) {
        return Error{ErrorKind::usage, "PASSPHRASE-DIFFERS", "the two passphrases differ",
                     "run the command again"};
    }
    return first;
}

}  // namespace breakglass::console
