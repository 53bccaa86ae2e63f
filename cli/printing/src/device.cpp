// A printer without a spool: what it is sent lies nowhere on the way.

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <breakglass/console/printable.h>
#include <breakglass/disk/descriptor.h>
#include <breakglass/disk/interrupt.h>
#include <breakglass/printing/printer.h>

namespace breakglass::printing {

namespace {

using Clock = std::chrono::steady_clock;

Error no_printer(const std::string& path, const std::string& why) {
    return Error{ErrorKind::usage, "PRINT-DEVICE", console::quoted(path) + " " + why,
                 "a printer on a cable is /dev/usb/lp0 or /dev/lp0 (modprobe usblp); or print "
                 "through CUPS: --printer NAME"};
}

/// Opened for writing; asked for each page anew, since a cable may have been pulled.
Result<disk::Descriptor> open_for_writing(const std::string& path) {
    disk::Descriptor device(::open(path.c_str(), O_WRONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC));
    if (!device && errno == ENXIO) return no_printer(path, "has nobody who reads it");
    if (!device) return disk::system_error("cannot open", path, errno);
    struct stat facts {};
    if (::fstat(device.number(), &facts) != 0)
        return disk::system_error("cannot look at", path, errno);
    if (!S_ISCHR(facts.st_mode) && !S_ISFIFO(facts.st_mode))
        return no_printer(path, "is no device: what is written there would stay");
    if (::isatty(device.number()) != 0)
        return no_printer(path, "is a terminal: it would show the words");
    return device;
}

class Device final : public Printer {
  public:
    /// held: a pipe's end that stays open, since its reader takes a closed one for the last page.
    Device(std::string path, std::chrono::seconds wait, disk::Descriptor held)
        : path_(std::move(path)), wait_(wait), held_(std::move(held)) {}

    std::string name() const override { return "device " + console::printable(path_); }
    const std::vector<host::Finding>& findings() const override { return findings_; }

    Result<std::string> print(const SecretBytes& page, const std::string&) override {
        disk::Descriptor opened;
        if (!held_) {
            auto device = open_for_writing(path_);
            if (!device) return std::move(device).error();
            opened = *std::move(device);
        }
        if (Status out = write(held_ ? held_.number() : opened.number(), page); !out)
            return std::move(out).error();
        return std::string();
    }

  private:
    Status write(int device, const SecretBytes& page) const {
        std::size_t sent = 0;
        Clock::time_point last = Clock::now();
        while (sent < page.size()) {
            if (Status undisturbed = disk::check_interrupt(); !undisturbed) return undisturbed;
            if (Clock::now() - last > wait_) {
                return Error{ErrorKind::failed, "PRINT-TIMEOUT",
                             fmt::format("{} takes nothing any more, after {} of {} bytes", name(),
                                         sent, page.size()),
                             "look at paper, cover and cable; destroy what came out"};
            }
            pollfd wanted{device, POLLOUT, 0};
            if (::poll(&wanted, 1, 500) <= 0) continue;
            const ssize_t count = ::write(device, page.expose().data() + sent,
                                          std::min<std::size_t>(page.size() - sent, 8192));
            if (count < 0 && (errno == EAGAIN || errno == EINTR)) continue;
            if (count < 0) {
                return Error{ErrorKind::failed, "PRINT-FAILED",
                             fmt::format("{} broke off after {} of {} bytes: {}", name(), sent,
                                         page.size(), std::strerror(errno)),
                             "look at paper, cover and cable; destroy what came out"};
            }
            sent += static_cast<std::size_t>(count);
            last = Clock::now();
        }
        return {};
    }

    std::string path_;
    std::chrono::seconds wait_;
    disk::Descriptor held_;
    std::vector<host::Finding> findings_;  // nothing lies between us and the printer
};

}  // namespace

Result<std::unique_ptr<Printer>> open_device(const std::string& path, std::chrono::seconds wait) {
    auto device = open_for_writing(path);
    if (!device) return std::move(device).error();
    struct stat facts {};
    if (::fstat(device->number(), &facts) != 0 || !S_ISFIFO(facts.st_mode)) device->close();
    return std::unique_ptr<Printer>(std::make_unique<Device>(path, wait, *std::move(device)));
}

}  // namespace breakglass::printing
