#include <cerrno>

#include <fcntl.h>
#include <poll.h>
#include <termios.h>
#include <unistd.h>

#include <breakglass/console/printable.h>
#include <breakglass/console/terminal.h>

namespace breakglass::console {

namespace {

constexpr std::size_t longest_line = 4096;

Error closed() {
    return {ErrorKind::failed, "TERMINAL-CLOSED",
            "the terminal was closed or the prompt interrupted", ""};
}

/// Turns echo off while it lives.
class Quiet {
  public:
    explicit Quiet(int descriptor) : descriptor_(descriptor) {
        active_ = tcgetattr(descriptor_, &before_) == 0;
        termios quiet = before_;
        quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        quiet.c_lflag |= static_cast<tcflag_t>(ECHONL | ICANON | ISIG);
        if (active_) active_ = tcsetattr(descriptor_, TCSAFLUSH, &quiet) == 0;
    }
    ~Quiet() {
        if (active_) (void)tcsetattr(descriptor_, TCSAFLUSH, &before_);
    }
    Quiet(const Quiet&) = delete;
    Quiet& operator=(const Quiet&) = delete;
    bool active() const { return active_; }

  private:
    int descriptor_;
    termios before_ = {};
    bool active_ = false;
};

class ControllingTerminal final : public Terminal {
  public:
    explicit ControllingTerminal(int descriptor) : descriptor_(descriptor) {}
    ~ControllingTerminal() override { ::close(descriptor_); }
    ControllingTerminal(const ControllingTerminal&) = delete;
    ControllingTerminal& operator=(const ControllingTerminal&) = delete;

    Result<std::string> ask(std::string_view prompt) override {
        auto line = read_line(prompt);
        if (!line) return std::move(line).error();
        return std::string(as_text(line->expose()));
    }

    Result<SecretBytes> ask_secret(std::string_view prompt) override {
        const Quiet quiet(descriptor_);
        if (!quiet.active()) return closed();
        return read_line(prompt);
    }

    Result<SecretBytes> ask_shown_secret(std::string_view prompt) override {
        return read_line(prompt);
    }

    void show(std::string_view text) override {
        while (!text.empty()) {
            const ssize_t put = ::write(descriptor_, text.data(), text.size());
            if (put < 0 && errno != EINTR) return;
            if (put > 0) text.remove_prefix(static_cast<std::size_t>(put));
        }
    }

  private:
    Result<SecretBytes> read_line(std::string_view prompt) {
        show(prompt);
        SecretBytes line(longest_line);
        std::size_t length = 0;
        // byte by byte: nothing of the next line may linger in a buffer of ours
        while (true) {
            std::uint8_t byte = 0;
            const ssize_t got = ::read(descriptor_, &byte, 1);
            if (got <= 0) return closed();  // an interrupt (EINTR) ends the prompt as well
            if (byte == '\n') break;
            if (length == longest_line) {
                return Error{ErrorKind::usage, "TERMINAL-LINE",
                             "the line is longer than 4,096 bytes", ""};
            }
            line.expose_mut()[length++] = byte;
        }
        if (length > 0 && line.expose()[length - 1] == '\r') --length;
        line.shrink(length);
        return line;
    }

    int descriptor_;
};

}  // namespace

Result<std::unique_ptr<Terminal>> open_terminal(bool non_interactive, std::string_view instead) {
    if (non_interactive) {
        return Error{ErrorKind::usage, "TERMINAL-NONE",
                     "this needs an answer, and --non-interactive forbids to ask",
                     std::string(instead)};
    }
    const int descriptor = ::open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (descriptor < 0) {
        return Error{ErrorKind::usage, "TERMINAL-NONE",
                     "this needs an answer, and there is no terminal to ask at",
                     std::string(instead)};
    }
    return std::unique_ptr<Terminal>(new ControllingTerminal(descriptor));
}

// ECMA-48 and xterm: 1049 saves the cursor and switches to the alternate screen, which has no
// scrollback.
PrivateScreen::PrivateScreen(Terminal& terminal) : terminal_(terminal) {
    terminal_.show("\x1b[?1049h");
    clear();
}

PrivateScreen::~PrivateScreen() {
    clear();
    terminal_.show("\x1b[?1049l");
}

void PrivateScreen::clear() {
    terminal_.show("\x1b[2J\x1b[H");
}

Result<bool> confirm(Terminal& terminal, std::string_view question) {
    while (true) {
        auto answer = terminal.ask(std::string(question) + " [y/N] ");
        if (!answer) return std::move(answer).error();
        if (*answer == "y" || *answer == "Y" || *answer == "yes") return true;
        if (answer->empty() || *answer == "n" || *answer == "N" || *answer == "no") return false;
        terminal.show("please answer y or n\n");
    }
}

bool is_terminal(int descriptor) {
    return ::isatty(descriptor) == 1;
}

}  // namespace breakglass::console
