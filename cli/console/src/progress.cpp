#include <cstdio>

#include <fmt/format.h>
#include <unistd.h>

#include <breakglass/console/amounts.h>
#include <breakglass/console/printable.h>
#include <breakglass/console/progress.h>

namespace breakglass::console {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

Progress::Progress(const std::string& what, std::uint64_t total, Unit unit)
    : what_(printable(what)),
      total_(total),
      unit_(unit),
      shown_(::isatty(STDERR_FILENO) == 1),
      start_(steady_clock::now()),
      last_(start_) {}

Progress::~Progress() {
    // the line is wiped: the command's own words follow
    if (drawn_) (void)std::fputs("\r\033[K", stderr);
}

void Progress::advance(std::uint64_t amount) {
    done_ += amount;
    if (!shown_) return;
    const auto now = steady_clock::now();
    if (now - last_ < milliseconds(100)) return;
    last_ = now;
    draw(now);
}

void Progress::draw(steady_clock::time_point now) {
    const auto elapsed = std::chrono::duration_cast<milliseconds>(now - start_);
    const auto amount = [this](std::uint64_t count) {
        return unit_ == Unit::bytes ? readable_size(count) : fmt::format("{}", count);
    };
    std::string line = fmt::format("\r\033[K{}: {}", what_, amount(done_));
    if (total_ > 0 && done_ <= total_ && done_ > 0) {
        const double part = static_cast<double>(done_) / static_cast<double>(total_);
        const auto left = milliseconds(
            static_cast<std::int64_t>(static_cast<double>(elapsed.count()) * (1 - part) / part));
        line += fmt::format(" of {} ({:.0f} %), {} left", amount(total_), part * 100,
                            readable_duration(left));
    }
    (void)std::fputs(line.c_str(), stderr);
    (void)std::fflush(stderr);
    drawn_ = true;
}

}  // namespace breakglass::console
