#include "ssh_tool.h"

#include <cstdlib>
#include <optional>

#include <stdlib.h>  // NOLINT: setenv

#include <breakglass/disk/child_process.h>

namespace breakglass::people {

namespace {

constexpr std::size_t max_output_bytes = std::size_t{1} << 20U;

/// A variable of the environment that children see, as it was once this is gone.
class Setting {
  public:
    Setting(const char* name, const char* value) : name_(name) {
        if (const char* before = std::getenv(name)) before_ = before;
        (void)::setenv(name, value, 1);
    }
    ~Setting() {
        if (before_) {
            (void)::setenv(name_, before_->c_str(), 1);
        } else {
            (void)::unsetenv(name_);
        }
    }
    Setting(const Setting&) = delete;
    Setting& operator=(const Setting&) = delete;

  private:
    const char* name_;
    std::optional<std::string> before_;
};

Result<std::string> run(const std::vector<std::string>& command) {
    auto child = disk::ChildProcess::start(command, disk::ChildProcess::Pipe::its_output);
    if (!child) return std::move(child).error();
    Bytes output(max_output_bytes + 1);
    const auto got = read_fully(child->output(), output);
    if (!got) return got.error();
    if (*got > max_output_bytes) {
        return Error{ErrorKind::failed, "FILE-TOO-LARGE",
                     "\"" + command[0] + "\" wrote more than 1048576 bytes", ""};
    }
    if (auto ended = child->wait(); !ended) return std::move(ended).error();
    return std::string(as_text(ByteView(output).first(*got)));
}

}  // namespace

Result<std::string> run_ssh_tool(const std::vector<std::string>& command, bool non_interactive) {
    if (!non_interactive) return run(command);
    // It then asks this program instead of the terminal, and gets no answer.
    const Setting program("SSH_ASKPASS", "/bin/false");
    const Setting instead("SSH_ASKPASS_REQUIRE", "force");
    return run(command);
}

}  // namespace breakglass::people
