#include "printer_options.h"

namespace breakglass::command {

void add_printer_options(CLI::App& verb, PrinterOptions& options) {
    auto* queue = verb.add_option("--printer", options.queue,
                                  "print the pages; CUPS must keep nothing of them")
                      ->type_name("NAME");
    verb.add_option("--printer-device", options.device, "write the pages to a printer's device")
        ->type_name("DEVICE")
        ->excludes(queue);
    verb.add_option("--printer-wait", options.wait_seconds, "for a page, 600 unless told")
        ->type_name("SECONDS")
        ->check(CLI::Range(1, 86400));
}

Result<std::unique_ptr<printing::Printer>> open_printer(const PrinterOptions& options,
                                                        const std::vector<std::string>& formats) {
    const std::chrono::seconds wait(options.wait_seconds);
    if (options.queue.empty() && options.device.empty())
        return std::unique_ptr<printing::Printer>();
    if (formats.size() > 1 || (formats.size() == 1 && formats[0] != "pdf")) {
        return Error{ErrorKind::usage, "PRINT-FORMAT",
                     "a printer gets one page for each card, as pdf", "leave --format out"};
    }
    return options.queue.empty() ? printing::open_device(options.device, wait)
                                 : printing::open_queue(options.queue, wait);
}

Error no_printer_named() {
    return Error{ErrorKind::usage, "PRINT-NO-PRINTER", "no printer was named",
                 "add --printer NAME or --printer-device DEVICE"};
}

}  // namespace breakglass::command
