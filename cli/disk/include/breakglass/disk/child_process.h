#pragma once
// Another program, run without a shell, its output read as a stream.

#include <string>
#include <vector>

#include <sys/types.h>

#include <breakglass/disk/file_stream.h>

namespace breakglass::disk {

/// A running command: standard output (or input) is ours, everything else it inherits.
class ChildProcess {
  public:
    enum class Pipe { its_output, its_input };
    /// Errors: failed (COMMAND-NOT-FOUND) naming the program.
    static Result<ChildProcess> start(const std::vector<std::string>& command, Pipe pipe);
    ChildProcess(ChildProcess&& other) noexcept;
    ChildProcess& operator=(ChildProcess&&) = delete;
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;
    /// Ends the child when it was not waited for: terminated, then killed.
    ~ChildProcess();

    /// Pipe::its_output only.
    FileSource& output() { return output_; }
    /// Pipe::its_input only.
    FileSink& input() { return input_; }
    /// Closes our end and waits. Errors: failed (COMMAND-FAILED) with its exit code or signal.
    Status wait();

  private:
    ChildProcess(pid_t child, std::string name, FileSource output, FileSink input)
        : child_(child),
          name_(std::move(name)),
          output_(std::move(output)),
          input_(std::move(input)) {}
    pid_t child_;
    std::string name_;
    FileSource output_;
    FileSink input_;
};

}  // namespace breakglass::disk
