#pragma once
// cupsd's configuration, as far as a page meets it: read as cupsd 2.4 reads it, and never taken for
// better than cupsd would. Source: cupsd.conf(5), cups-files.conf(5), docs/runbooks/ceremony.md.

#include <string>
#include <string_view>

namespace breakglass::printing {

/// Whether something of a job outlives it. Only a plain "No" (or 0) counts as kept nothing.
struct Keeping {
    bool kept = true;
    std::string said;  // the value that was found, as it stands there; empty: the default
};

struct Configuration {
    Keeping files;                                 // PreserveJobFiles, by default a day
    Keeping history;                               // PreserveJobHistory, by default for good
    std::string server_root = "/etc/cups";         // ServerRoot
    std::string request_root = "/var/spool/cups";  // RequestRoot; relative ones lie in server_root
    std::string temp_dir;                          // TempDir; empty when nothing sets it

    /// Where the jobs' files lie.
    std::string spool() const;
    /// Where filters put theirs, unless the environment of cupsd says otherwise.
    std::string temporary() const;
};

/// Takes the lines of a cupsd.conf in. Sections, unknown directives (Include among them: cupsd has
/// none) and what a section swallowed that never ends mean nothing, as to cupsd.
void read_cupsd_conf(std::string_view text, Configuration& configuration);

/// The same for a cups-files.conf.
void read_cups_files_conf(std::string_view text, Configuration& configuration);

}  // namespace breakglass::printing
