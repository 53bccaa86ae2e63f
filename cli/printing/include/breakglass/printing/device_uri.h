#pragma once
// Where a page goes once it left the spool, as far as the queue's device URI and the server's name
// say it.

#include <string>
#include <string_view>

namespace breakglass::printing {

enum class Reach {
    cable,    // a printer at this machine
    file,     // a file or a device of this machine
    network,  // leaves the machine, or nobody can tell
};

struct Destination {
    Reach reach = Reach::network;
    std::string shown;  // the URI without user and password, safe to show
    std::string file;   // Reach::file only: which; empty when the URI does not say
};

/// uri: as lpstat shows it, where a file's has no scheme.
Destination destination_of(std::string_view uri);

/// A socket's path, "localhost:631", "127.0.0.1", "[::1]:631": cupsd as this machine runs it.
bool is_local_server(std::string_view server);

}  // namespace breakglass::printing
