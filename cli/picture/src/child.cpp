// The parent's side: one child, one question, one answer, one deadline.

#include "document_request.h"
#include "frame.h"
#include "page_request.h"
#include "task.h"

#include <cerrno>
#include <csignal>
#include <cstring>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <breakglass/disk/descriptor.h>
#include <breakglass/disk/file_stream.h>
#include <breakglass/disk/interrupt.h>
#include <breakglass/picture/picture.h>

namespace breakglass::picture {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t max_text_bytes = 4096;

Error child_failed(const std::string& how) {
    return Error{ErrorKind::failed, "PICTURE-CHILD", "the process that handles pictures " + how,
                 "try again; for a picture that stays unreadable, type the words"};
}

Error too_slow() {
    return Error{ErrorKind::failed, "PICTURE-TIMEOUT",
                 "the process that handles pictures took too long and was ended",
                 "scan the card alone, at 300 dpi, or type the words"};
}

/// A started child; whatever happens, it is waited for.
class Worker {
  public:
    explicit Worker(pid_t process) : process_(process) {}
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;
    ~Worker() {
        if (process_ <= 0) return;
        (void)::kill(process_, SIGKILL);
        while (::waitpid(process_, nullptr, 0) < 0 && errno == EINTR) {
        }
    }

    /// A child may close its pipe and still hang, so this too looks at the clock.
    Status wait(Clock::time_point deadline) {
        int status = 0;
        for (;;) {
            const pid_t ended = ::waitpid(process_, &status, WNOHANG);
            if (ended == process_) break;
            if (ended < 0 && errno != EINTR)
                return disk::system_error("cannot wait for", "a child", errno);
            if (Clock::now() >= deadline) return too_slow();
            ::usleep(1000);
        }
        process_ = -1;
        if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return {};
        if (const Status undisturbed = disk::check_interrupt(); !undisturbed) return undisturbed;
        if (WIFSIGNALED(status))
            return child_failed("crashed (signal " + std::to_string(WTERMSIG(status)) + ")");
        return child_failed("ended with exit code " + std::to_string(WEXITSTATUS(status)));
    }

  private:
    pid_t process_;
};

struct PipeEnds {
    disk::Descriptor read;
    disk::Descriptor write;
};

Result<PipeEnds> make_pipe() {
    int ends[2] = {-1, -1};
    if (::pipe2(ends, O_CLOEXEC) != 0) return disk::system_error("cannot make", "a pipe", errno);
    return PipeEnds{disk::Descriptor(ends[0]), disk::Descriptor(ends[1])};
}

Result<pid_t> spawn(const Child& child, const char* task, int input, int output) {
    std::string name = "breakglass";
    std::string task_name = task;
    std::string flag = allow_unlocked_flag;
    char* arguments[] = {name.data(), task_name.data(),
                         child.allow_unlocked ? flag.data() : nullptr, nullptr};
    char* no_environment[] = {nullptr};
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    // zbar grumbles about noise; the answer carries what the operator needs to know.
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
    pid_t process = -1;
    const int failure = ::posix_spawn(&process, child.program.c_str(), &actions, nullptr, arguments,
                                      no_environment);
    posix_spawn_file_actions_destroy(&actions);
    if (failure != 0) return disk::system_error("cannot run", child.program, failure);
    return process;
}

/// Reads up to the end of the pipe, but never past the deadline.
Result<SecretBytes> read_answer(int output, Clock::time_point deadline) {
    SecretBytes answer(max_answer_bytes);
    std::size_t size = 0;
    for (;;) {
        const auto left =
            std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
        if (left <= 0) return too_slow();
        pollfd wanted{output, POLLIN, 0};
        const int ready = ::poll(&wanted, 1, static_cast<int>(left));
        if (const Status undisturbed = disk::check_interrupt(); !undisturbed)
            return undisturbed.error();
        if (ready < 0 && errno != EINTR)
            return disk::system_error("cannot wait for", "a child", errno);
        if (ready <= 0) continue;
        if (size == answer.size()) return child_failed("answered too much");
        const ssize_t count =
            ::read(output, answer.expose_mut().data() + size, answer.size() - size);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return disk::system_error("cannot read from", "a child", errno);
        if (count == 0) break;
        size += static_cast<std::size_t>(count);
    }
    answer.shrink(size);
    return answer;
}

Result<std::vector<SecretBytes>> ask(const Child& child, const char* task,
                                     disk::Descriptor question) {
    const Clock::time_point deadline = Clock::now() + child.timeout;
    auto answer_pipe = make_pipe();
    if (!answer_pipe) return std::move(answer_pipe).error();
    const auto process = spawn(child, task, question.number(), answer_pipe->write.number());
    if (!process) return process.error();
    Worker worker(*process);
    question.close();
    answer_pipe->write.close();
    auto answer = read_answer(answer_pipe->read.number(), deadline);
    if (!answer) return std::move(answer).error();
    if (Status ended = worker.wait(deadline); !ended) return std::move(ended).error();
    return decode_answer(answer->expose());
}

/// The reading end of a question that was put already. A socket, because it takes a whole request
/// before there is a reader (a pipe may be as small as one page), and no signal when that one dies.
Result<disk::Descriptor> put_question(const SecretBytes& question) {
    int ends[2] = {-1, -1};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return disk::system_error("cannot make", "a socket", errno);
    disk::Descriptor reading(ends[0]);
    const disk::Descriptor writing(ends[1]);
    const ssize_t sent = ::send(writing.number(), question.expose().data(), question.size(),
                                MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent != static_cast<ssize_t>(question.size()))
        return disk::system_error("cannot write to", "a socket", sent < 0 ? errno : EAGAIN);
    return reading;
}

}  // namespace

Result<SecretBytes> render_qr_in_child(const SecretBytes& text, const Child& child) {
    if (text.size() > max_text_bytes) {
        return Error{ErrorKind::usage, "QR-TOO-LONG",
                     "the text has " + std::to_string(text.size()) +
                         " characters, more than any QR code holds",
                     ""};
    }
    auto question = put_question(text);
    if (!question) return std::move(question).error();
    auto answer = ask(child, render_task, *std::move(question));
    if (!answer) return std::move(answer).error();
    if (answer->size() != 1) return child_failed("drew no picture");
    return std::move(answer->front());
}

namespace {

Result<page::Page> page_of(std::vector<SecretBytes> answer) {
    if (answer.size() != 2 || answer[0].empty() || answer[1].size() != 1)
        return child_failed("drew no page");
    const bool undrawn = answer[1].expose()[0] != 0;
    return page::Page{.bytes = std::move(answer[0]), .undrawn_characters = undrawn};
}

/// A question larger than a socket takes at once, in memory that has no name.
Result<disk::Descriptor> put_long_question(ByteView question) {
    disk::Descriptor file(::memfd_create("question", MFD_CLOEXEC));
    if (file.number() < 0) return disk::system_error("cannot make", "a file in memory", errno);
    while (!question.empty()) {
        const ssize_t count = ::write(file.number(), question.data(), question.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return disk::system_error("cannot write to", "a file in memory", errno);
        question = question.subspan(static_cast<std::size_t>(count));
    }
    if (::lseek(file.number(), 0, SEEK_SET) != 0)
        return disk::system_error("cannot rewind", "a file in memory", errno);
    return file;
}

}  // namespace

Result<page::Page> draw_document_in_child(const page::Document& document, const Child& child) {
    if (Status sound = page::check_document(document); !sound) return std::move(sound).error();
    auto question = put_long_question(encode_document_request(document));
    if (!question) return std::move(question).error();
    Child open = child;
    open.allow_unlocked = true;
    auto answer = ask(open, document_task, *std::move(question));
    if (!answer) return std::move(answer).error();
    return page_of(*std::move(answer));
}

Result<page::Page> draw_page_in_child(const PageRequest& request, const Child& child) {
    if (Status sound = page::check_card(request.card); !sound) return std::move(sound).error();
    const SecretBytes bytes = encode_page_request(request);
    if (bytes.size() > max_page_request_bytes) {
        return Error{ErrorKind::usage, "PAGE-FACTS", "the names on a card are too long to be drawn",
                     "shorten the names in the policy"};
    }
    auto question = put_question(bytes);
    if (!question) return std::move(question).error();
    auto answer = ask(child, page_task, *std::move(question));
    if (!answer) return std::move(answer).error();
    return page_of(*std::move(answer));
}

Result<std::vector<SecretBytes>> read_qr_in_child(const std::string& path, const Child& child) {
    auto picture = disk::FileSource::open(path);
    if (!picture) return std::move(picture).error();
    const int copy = ::fcntl(picture->descriptor().number(), F_DUPFD_CLOEXEC, 3);
    if (copy < 0) return disk::system_error("cannot open", path, errno);
    return read_qr_in_child(disk::Descriptor(copy), child);
}

Result<std::vector<SecretBytes>> read_qr_in_child(disk::Descriptor picture, const Child& child) {
    return ask(child, read_task, std::move(picture));
}

}  // namespace breakglass::picture
