// cupsd's configuration files: any bytes are read without harm, and nothing that follows a good
// file turns "kept" into "keeps nothing" without saying so.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include <breakglass/printing/configuration.h>
#include <breakglass/printing/device_uri.h>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace breakglass::printing;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    Configuration configuration;
    read_cupsd_conf(text, configuration);
    read_cups_files_conf(text, configuration);
    for (const Keeping* keeping : {&configuration.files, &configuration.history})
        if (!keeping->kept && keeping->said.empty()) abort();
    if (configuration.spool().empty() || configuration.temporary().empty()) abort();
    // a last word of its own is always the last word
    Configuration told;
    read_cupsd_conf(std::string(text) + "\n</Location>\n</Policy>\nPreserveJobFiles Yes\n", told);
    if (!told.files.kept) abort();
    if (destination_of(text).reach == Reach::file && destination_of(text).shown.empty()) abort();
    (void)is_local_server(text);
    return 0;
}
