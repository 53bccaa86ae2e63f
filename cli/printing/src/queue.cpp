// A queue of CUPS: lp takes a page through a pipe, lpstat says when it is gone.

#include "command.h"
#include "cupsd.h"
#include "judge.h"
#include "lpstat_text.h"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>
#include <unistd.h>

#include <breakglass/console/printable.h>
#include <breakglass/console/report.h>
#include <breakglass/disk/interrupt.h>
#include <breakglass/printing/printer.h>

namespace breakglass::printing {

namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr auto question_limit = 20s;  // a server that does not answer
constexpr auto longest_pause = 1000ms;
constexpr auto files_may_stay = 10s;  // cupsd removes them after it said that the job is gone

Error server_error(const Outcome& outcome) {
    std::string why = outcome.complaints.substr(0, outcome.complaints.find('\n'));
    if (why.empty()) why = fmt::format("exit code {}", outcome.exit_code);
    return Error{ErrorKind::failed, "PRINT-SERVER",
                 "CUPS does not answer as it should: " + console::printable(why),
                 "systemctl start cups; lpstat -t"};
}

Result<Outcome> ask(const std::vector<std::string>& command) {
    auto outcome = run(command, {}, question_limit);
    if (outcome && !outcome->ok()) return server_error(*outcome);
    return outcome;
}

/// The files of a job that still lie in the spool; nothing when it cannot be looked at.
std::optional<std::vector<std::string>> files_of(const std::string& spool, const std::string& job) {
    const std::string number = fmt::format("{:0>5}", job.substr(job.rfind('-') + 1));
    std::error_code problem;
    std::vector<std::string> files;
    for (std::filesystem::directory_iterator entry(spool, problem), end; !problem && entry != end;
         entry.increment(problem)) {
        // d00012-001 is the page, c00012 what CUPS knows of the job
        const std::string name = entry->path().filename().string();
        if (name == "c" + number || name.starts_with("d" + number + "-"))
            files.push_back(entry->path().string());
    }
    if (problem) return std::nullopt;
    return files;
}

class CupsQueue final : public Printer {
  public:
    CupsQueue(Seen seen, std::chrono::seconds wait)
        : queue_(seen.queue),
          spool_(seen.configuration ? seen.configuration->spool() : ""),
          keeps_(seen.configuration &&
                 (seen.configuration->files.kept && seen.configuration->history.kept)),
          wait_(wait),
          findings_(judge(seen)) {}

    std::string name() const override { return "printer " + console::printable(queue_); }
    const std::vector<host::Finding>& findings() const override { return findings_; }

    Result<std::string> print(const SecretBytes& page, const std::string& title) override {
        // What somebody's own lpoptions say (two copies, four pages on one) is overruled.
        const auto sent = run({"lp", "-d", queue_, "-t", title, "-n", "1", "-o", "number-up=1",
                               "-o", "sides=one-sided", "-o", "job-sheets=none,none", "--", "-"},
                              page.expose(), wait_);
        if (!sent) return sent.error();
        const auto job = job_in(sent->output, queue_);
        if (!sent->ok() || !job) {
            Error error = server_error(*sent);
            error.rule = "PRINT-FAILED";
            return error;
        }
        Status done = wait_for(*job);
        if (!done) cancel(*job);
        std::string left = look_for_rest(*job);
        if (!done) return std::move(done).error();
        return left;
    }

  private:
    /// Also after ^C: the page must not come out later, when nobody stands there.
    static void cancel(const std::string& job) {
        (void)run({"cancel", job}, {}, question_limit, Interrupts::ignored);
    }

    Status wait_for(const std::string& job) {
        const Clock::time_point deadline = Clock::now() + wait_;
        auto pause = 50ms;
        std::string said;
        for (;;) {
            const auto jobs = ask({"lpstat", "-W", "not-completed", "-o", queue_});
            if (!jobs) return jobs.error();
            if (!lists_job(jobs->output, job)) return {};
            const auto state = ask({"lpstat", "-p", queue_});
            if (!state) return state.error();
            const std::string now = stopped_because(state->output)
                                        ? "it is stopped: " + *stopped_because(state->output)
                                        : "not printed yet";
            if (now != said && pause > 200ms)
                console::note(fmt::format("waiting for job {}: {}", job, said = now));
            if (Clock::now() > deadline) {
                return Error{ErrorKind::failed, "PRINT-TIMEOUT",
                             fmt::format("{} did not print job {} in {} seconds: {}", name(), job,
                                         wait_.count(), now),
                             "look at paper, cover and cable (cupsenable " +
                                 console::printable(queue_) +
                                 "); the job was cancelled, destroy what came out of it"};
            }
            if (Status undisturbed = disk::check_interrupt(); !undisturbed) return undisturbed;
            ::usleep(static_cast<useconds_t>(std::chrono::microseconds(pause).count()));
            pause = std::min<std::chrono::milliseconds>(pause * 2, longest_pause);
        }
    }

    /// Looks whether the spool is empty of this job. Purging is left to people: the cancel of CUPS
    /// 2.4 cannot purge one job that is done, only all of a queue.
    std::string look_for_rest(const std::string& job) {
        if (spool_.empty()) return {};  // not to be seen: known, and allowed
        const Clock::time_point deadline = Clock::now() + (keeps_ ? 0s : files_may_stay);
        auto files = files_of(spool_, job);
        while (files && !files->empty() && Clock::now() < deadline) {
            ::usleep(50'000);
            files = files_of(spool_, job);
        }
        if (!files) {
            console::warn("the spool " + console::quoted(spool_) +
                              " cannot be looked at: whether job " + job +
                              " left a file there is not known [PRINT-NOT-SEEN]",
                          "as root: ls " + spool_);
            return "the spool could not be looked at [PRINT-NOT-SEEN]";
        }
        if (!files->empty()) {
            std::string names;
            for (const std::string& file : *files)
                names += " " + console::quoted(file);
            console::warn("job " + job + " is done, and its files are still in the spool:" + names +
                              " [PRINT-LEFT-BEHIND]",
                          "have CUPS forget all jobs of the queue: cancel -a -x " +
                              console::printable(queue_) + "; then, as root: shred -u" + names);
            return fmt::format("{} of job {} in the spool [PRINT-LEFT-BEHIND]",
                               files->size() == 1 ? "a file" : "files", console::printable(job));
        }
        return {};
    }

    std::string queue_;
    std::string spool_;
    bool keeps_;  // and that was allowed
    std::chrono::seconds wait_;
    std::vector<host::Finding> findings_;
};

Error unknown(const std::string& queue, const std::vector<Queue>& queues) {
    std::string names;
    for (const Queue& each : queues)
        names += (names.empty() ? "" : ", ") + console::printable(each.name);
    return Error{ErrorKind::usage, "PRINT-UNKNOWN",
                 "there is no printer " + console::quoted(queue) + "; " +
                     (names.empty() ? "CUPS has none" : "CUPS has " + names),
                 names.empty() ? "add one: lpadmin -p NAME -E -v URI (lpinfo -v lists them), or "
                                 "write to its device: --printer-device /dev/usb/lp0"
                               : "name one of these: --printer NAME"};
}

}  // namespace

Result<std::unique_ptr<Printer>> open_queue(const std::string& queue, std::chrono::seconds wait) {
    const auto server = ask({"lpstat", "-H"});
    if (!server) return server.error();
    Seen seen{.queue = queue};
    seen.server = server->output.substr(0, server->output.find('\n'));
    const auto listed = run({"lpstat", "-v"}, {}, question_limit);
    if (!listed) return listed.error();
    if (!listed->ok() && listed->complaints.find("No destinations") == std::string::npos)
        return server_error(*listed);
    const std::vector<Queue> queues = queues_in(listed->output);
    const auto found =
        std::ranges::find_if(queues, [&](const Queue& each) { return each.name == queue; });
    if (found == queues.end()) return unknown(queue, queues);
    seen.device_uri = found->device_uri;
    const auto state = ask({"lpstat", "-p", queue});
    if (!state) return state.error();
    if (const auto why = stopped_because(state->output)) {
        return Error{ErrorKind::failed, "PRINT-STOPPED",
                     "printer " + console::quoted(queue) + " is stopped: " + *why,
                     "mend it, then: cupsenable " + console::printable(queue)};
    }
    const auto accepting = ask({"lpstat", "-a", queue});
    if (!accepting) return accepting.error();
    if (accepting->output.find(" not accepting ") != std::string::npos) {
        return Error{ErrorKind::failed, "PRINT-STOPPED",
                     "printer " + console::quoted(queue) + " takes no jobs",
                     "cupsaccept " + console::printable(queue)};
    }
    look_at_cupsd(seen);
    return std::unique_ptr<Printer>(std::make_unique<CupsQueue>(std::move(seen), wait));
}

}  // namespace breakglass::printing
