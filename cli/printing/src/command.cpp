#include "command.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <string_view>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <breakglass/disk/descriptor.h>
#include <breakglass/disk/interrupt.h>

extern char** environ;  // NOLINT: POSIX names it so

namespace breakglass::printing {

namespace {

using Clock = std::chrono::steady_clock;
using disk::Descriptor;

constexpr std::size_t max_output_bytes = std::size_t{256} << 10U;

/// Whatever happens, it is waited for.
class Running {
  public:
    explicit Running(pid_t process) : process_(process) {}
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;
    ~Running() {
        if (process_ <= 0) return;
        (void)::kill(process_, SIGKILL);
        while (::waitpid(process_, nullptr, 0) < 0 && errno == EINTR) {
        }
    }
    /// Nothing while it runs.
    bool ended(int& exit_code) {
        int status = 0;
        if (::waitpid(process_, &status, WNOHANG) != process_) return false;
        process_ = -1;
        exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        return true;
    }

  private:
    pid_t process_;
};

/// Ours and the child's end. A socket for its input: no signal when the child is gone.
struct Ends {
    Descriptor ours;
    Descriptor its;
};

Result<Ends> ends() {
    int pair[2] = {-1, -1};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
        return disk::system_error("cannot make", "a socket", errno);
    return Ends{Descriptor(pair[0]), Descriptor(pair[1])};
}

/// The environment, but in the language that we read, and nobody's options for a job.
std::vector<std::string> plain_environment() {
    std::vector<std::string> variables = {"LC_ALL=C"};
    for (char** variable = environ; *variable != nullptr; ++variable) {
        const std::string_view text(*variable);
        if (!text.starts_with("LC_") && !text.starts_with("LANG")) variables.emplace_back(text);
    }
    return variables;
}

std::vector<char*> pointers(std::vector<std::string>& words) {
    std::vector<char*> out;
    for (std::string& word : words)
        out.push_back(word.data());
    out.push_back(nullptr);
    return out;
}

Result<pid_t> spawn(std::vector<std::string> command, const std::array<Ends, 3>& streams) {
    std::vector<std::string> environment = plain_environment();
    const auto arguments = pointers(command);
    const auto variables = pointers(environment);
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    for (int stream = 0; stream < 3; ++stream)
        posix_spawn_file_actions_adddup2(
            &actions, streams[static_cast<std::size_t>(stream)].its.number(), stream);
    sigset_t defaults;
    sigemptyset(&defaults);
    sigaddset(&defaults, SIGPIPE);
    posix_spawnattr_setsigdefault(&attributes, &defaults);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
    pid_t process = -1;
    const int failure = ::posix_spawnp(&process, arguments[0], &actions, &attributes,
                                       arguments.data(), variables.data());
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    if (failure == 0) return process;
    Error error = disk::system_error("cannot run", command[0], failure);
    error.rule = "PRINT-NO-CUPS";
    error.hint =
        "install the commands of CUPS (Debian: cups-client), or write to the printer's "
        "device: --printer-device /dev/usb/lp0";
    return error;
}

/// One round with what is ready; false when both outputs are at their end.
Result<bool> exchange(std::array<Ends, 3>& streams, ByteView& input, Outcome& outcome, int wait) {
    std::array<pollfd, 3> wanted = {{{streams[0].ours.number(), POLLOUT, 0},
                                     {streams[1].ours.number(), POLLIN, 0},
                                     {streams[2].ours.number(), POLLIN, 0}}};
    const int ready = ::poll(wanted.data(), wanted.size(), wait);
    if (ready < 0 && errno != EINTR)
        return disk::system_error("cannot wait for", "a command", errno);
    if (ready <= 0) return true;
    if (wanted[0].revents != 0) {
        const ssize_t sent = ::send(streams[0].ours.number(), input.data(), input.size(),
                                    MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent > 0) input = input.subspan(static_cast<std::size_t>(sent));
        // a child that wants no more says why on its standard error
        if (input.empty() || (sent < 0 && errno != EAGAIN && errno != EINTR))
            streams[0].ours.close();
    }
    for (const std::size_t stream : {std::size_t{1}, std::size_t{2}}) {
        if (wanted[stream].revents == 0) continue;
        std::array<char, 4096> buffer{};
        const ssize_t count = ::read(streams[stream].ours.number(), buffer.data(), buffer.size());
        if (count == 0 || (count < 0 && errno != EINTR && errno != EAGAIN))
            streams[stream].ours.close();
        std::string& text = stream == 1 ? outcome.output : outcome.complaints;
        if (count > 0 && text.size() < max_output_bytes)
            text.append(buffer.data(), static_cast<std::size_t>(count));
    }
    return static_cast<bool>(streams[1].ours) || static_cast<bool>(streams[2].ours);
}

}  // namespace

Result<Outcome> run(const std::vector<std::string>& command, ByteView input,
                    std::chrono::milliseconds limit, Interrupts interrupts) {
    const Clock::time_point deadline = Clock::now() + limit;
    std::array<Ends, 3> streams;
    for (Ends& stream : streams) {
        auto made = ends();
        if (!made) return std::move(made).error();
        stream = *std::move(made);
    }
    const auto process = spawn(command, streams);
    if (!process) return process.error();
    Running running(*process);
    for (Ends& stream : streams)
        stream.its.close();
    if (input.empty()) streams[0].ours.close();
    Outcome outcome;
    bool open = true;
    for (;;) {
        if (interrupts == Interrupts::noticed)
            if (Status undisturbed = disk::check_interrupt(); !undisturbed)
                return std::move(undisturbed).error();
        const auto left =
            std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
        if (left <= 0) {
            return Error{ErrorKind::failed, "PRINT-TIMEOUT",
                         "\"" + command[0] + "\" did not come to an end", "lpstat -t"};
        }
        if (open) {
            const auto more =
                exchange(streams, input, outcome, static_cast<int>(std::min<long>(left, 1000)));
            if (!more) return more.error();
            open = *more;
        } else {
            if (running.ended(outcome.exit_code)) return outcome;
            ::usleep(1000);
        }
    }
}

}  // namespace breakglass::printing
