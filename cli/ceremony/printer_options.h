#pragma once
// Where the pages of a ceremony are printed, as options of a verb.

#include "command_line.h"

#include <memory>
#include <string>
#include <vector>

#include <breakglass/printing/printer.h>

namespace breakglass::command {

struct PrinterOptions {
    std::string queue, device;
    int wait_seconds = 600;  // for one page
};

/// Adds --printer, --printer-device and --printer-wait.
void add_printer_options(CLI::App& verb, PrinterOptions& options);

/// Null when none is named. formats: those asked for. Errors: usage (PRINT-FORMAT when no printer
/// takes them); those of printing::open_queue and open_device.
Result<std::unique_ptr<printing::Printer>> open_printer(const PrinterOptions& options,
                                                        const std::vector<std::string>& formats);

/// usage (PRINT-NO-PRINTER).
Error no_printer_named();

}  // namespace breakglass::command
