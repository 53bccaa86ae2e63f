#pragma once
// From what was seen of CUPS to findings. Looks at file systems, and at nothing else.

#include <optional>
#include <string>
#include <vector>

#include <breakglass/host/findings.h>
#include <breakglass/printing/configuration.h>

namespace breakglass::printing {

/// A queue, its server and that server's configuration, as they were found.
struct Seen {
    std::string queue;
    std::string device_uri;
    std::string server;  // as lpstat -H says it
    std::optional<Configuration> configuration;
    std::string unseen;      // why there is no configuration, or why it may be another one
    std::string cupsd_conf;  // where the lines belong
    std::string cups_files_conf;
};

/// In the order of host::Rule. Errors are findings: what cannot be seen is not good.
std::vector<host::Finding> judge(const Seen& seen);

}  // namespace breakglass::printing
