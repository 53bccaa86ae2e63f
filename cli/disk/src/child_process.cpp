#include <cerrno>
#include <csignal>
#include <utility>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <breakglass/disk/child_process.h>
#include <breakglass/disk/interrupt.h>

extern char** environ;  // NOLINT: POSIX names it so

namespace breakglass::disk {

Result<ChildProcess> ChildProcess::start(const std::vector<std::string>& command, Pipe pipe) {
    if (command.empty()) {
        return Error{ErrorKind::usage, "COMMAND-MISSING", "no command was given after --", ""};
    }
    int ends[2] = {-1, -1};
    if (::pipe2(ends, O_CLOEXEC) != 0)
        return system_error("cannot make a pipe for", command[0], errno);
    Descriptor read_end(ends[0]);
    Descriptor write_end(ends[1]);
    const bool ours_reads = pipe == Pipe::its_output;

    std::vector<char*> arguments;
    for (const std::string& word : command)
        arguments.push_back(const_cast<char*>(word.c_str()));  // NOLINT
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    posix_spawn_file_actions_adddup2(&actions, ours_reads ? write_end.number() : read_end.number(),
                                     ours_reads ? STDOUT_FILENO : STDIN_FILENO);
    // SIGPIPE is ignored here; the child shall meet it as every program expects.
    sigset_t defaults;
    sigemptyset(&defaults);
    sigaddset(&defaults, SIGPIPE);
    posix_spawnattr_setsigdefault(&attributes, &defaults);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
    pid_t child = -1;
    const int failure =
        posix_spawnp(&child, arguments[0], &actions, &attributes, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    if (failure != 0) {
        Error error = system_error("cannot run", command[0], failure);
        error.rule = "COMMAND-NOT-FOUND";
        return error;
    }
    FileSource output(ours_reads ? std::move(read_end) : Descriptor(), command[0]);
    FileSink input(ours_reads ? Descriptor() : std::move(write_end), command[0]);
    return ChildProcess(child, command[0], std::move(output), std::move(input));
}

ChildProcess::ChildProcess(ChildProcess&& other) noexcept
    : child_(std::exchange(other.child_, -1)),
      name_(std::move(other.name_)),
      output_(std::move(other.output_)),
      input_(std::move(other.input_)) {}

ChildProcess::~ChildProcess() {
    if (child_ <= 0) return;
    (void)::kill(child_, SIGTERM);
    for (int tries = 0; tries < 50; ++tries) {
        if (::waitpid(child_, nullptr, WNOHANG) == child_) return;
        ::usleep(10'000);
    }
    (void)::kill(child_, SIGKILL);
    (void)::waitpid(child_, nullptr, 0);
}

Status ChildProcess::wait() {
    output_ = FileSource(Descriptor(), name_);
    input_ = FileSink(Descriptor(), name_);
    int status = 0;
    while (::waitpid(child_, &status, 0) < 0) {
        if (errno != EINTR) return system_error("cannot wait for", name_, errno);
        if (interrupted()) (void)::kill(child_, SIGTERM);
    }
    child_ = -1;
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return {};
    const std::string how = WIFEXITED(status) ? "exit code " + std::to_string(WEXITSTATUS(status))
                                              : "signal " + std::to_string(WTERMSIG(status));
    return Error{ErrorKind::failed, "COMMAND-FAILED", "\"" + name_ + "\" ended with " + how,
                 "look at its own messages above; no output was kept"};
}

}  // namespace breakglass::disk
