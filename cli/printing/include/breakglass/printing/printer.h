#pragma once
// A printer for pages that hold secrets: a queue of CUPS, or a device written directly.
// Source: docs/runbooks/ceremony.md, "Printing".

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include <breakglass/ground/result.h>
#include <breakglass/ground/secret_bytes.h>
#include <breakglass/host/findings.h>

namespace breakglass::printing {

class Printer {
  public:
    virtual ~Printer() = default;
    /// "printer office", "device /dev/usb/lp0"; safe to show.
    virtual std::string name() const = 0;
    /// What is wrong with it, or good, for pages that nobody else may see.
    virtual const std::vector<host::Finding>& findings() const = 0;
    /// Prints one page once, waits until it is out of our hands and looks what stayed behind.
    /// page: the whole file. title: for the queue; nothing secret, it stands in its logs.
    /// Returns what stayed behind or could not be looked at, for the record; empty when nothing.
    /// Errors: failed (PRINT-FAILED, PRINT-TIMEOUT, INTERRUPTED): the page may be half out.
    virtual Result<std::string> print(const SecretBytes& page, const std::string& title) = 0;
};

/// A queue of CUPS, reached by lp and lpstat. wait: how long a page may take.
/// Errors: usage (PRINT-UNKNOWN naming the printers there are); failed (PRINT-NO-CUPS,
/// PRINT-SERVER, PRINT-STOPPED).
Result<std::unique_ptr<Printer>> open_queue(const std::string& queue, std::chrono::seconds wait);

/// A character device that a printer listens at, or a named pipe that somebody reads. It gets the
/// page's bytes, nothing before and nothing after them. wait: how long it may take none.
/// Errors: usage (PRINT-DEVICE for anything else: a file would stay, a terminal would show it);
/// failed when it cannot be opened.
Result<std::unique_ptr<Printer>> open_device(const std::string& path, std::chrono::seconds wait);

}  // namespace breakglass::printing
