#pragma once
// The terminal that the operator sits at, whatever standard input and output are.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <breakglass/ground/result.h>
#include <breakglass/ground/secret_bytes.h>

namespace breakglass::console {

/// Prompts on /dev/tty. A seam: tests put words in the operator's mouth.
class Terminal {
  public:
    virtual ~Terminal() = default;
    /// One line, without its newline. Errors: failed (TERMINAL-CLOSED).
    virtual Result<std::string> ask(std::string_view prompt) = 0;
    /// One line that is not shown while typed, straight into locked memory; at most 4,096 bytes.
    virtual Result<SecretBytes> ask_secret(std::string_view prompt) = 0;
    /// One line that is shown while typed, straight into locked memory; at most 4,096 bytes. For a
    /// PrivateScreen only.
    virtual Result<SecretBytes> ask_shown_secret(std::string_view prompt) {
        return ask_secret(prompt);
    }
    /// Shows text that is no prompt.
    virtual void show(std::string_view text) = 0;
};

/// The terminal's other screen while it lives: what is typed and shown there is cleared at the end
/// and never reaches the scrollback of the first one.
class PrivateScreen {
  public:
    explicit PrivateScreen(Terminal& terminal);
    ~PrivateScreen();
    PrivateScreen(const PrivateScreen&) = delete;
    PrivateScreen& operator=(const PrivateScreen&) = delete;
    /// Wipes the screen. Before each screenful: a terminal without a second screen would scroll.
    void clear();

  private:
    Terminal& terminal_;
};

/// The controlling terminal. Errors: usage (TERMINAL-NONE) when there is none or
/// non_interactive is set; hint says what option would have answered.
Result<std::unique_ptr<Terminal>> open_terminal(bool non_interactive, std::string_view instead);

/// Asks until the answer is yes or no; the default is no.
Result<bool> confirm(Terminal& terminal, std::string_view question);

/// True when the descriptor is a terminal.
bool is_terminal(int descriptor);

/// A passphrase from a file (its first line, without the newline; at most 4,096 bytes) when
/// file is not empty ("-" is standard input), else from the terminal; asked twice when it is new.
/// Errors: usage (PASSPHRASE-EMPTY, PASSPHRASE-DIFFERS, TERMINAL-NONE); failed when unreadable.
struct PassphraseRequest {
    std::string file;
    bool non_interactive = false;
    bool is_new = false;
    std::string purpose;  // "the KEK payroll-1"
};
Result<SecretBytes> read_passphrase(const PassphraseRequest& request);

}  // namespace breakglass::console
