#include "opening.h"

namespace breakglass::command {

Result<escrow::Directory> open_escrow(const Globals& globals) {
    const auto path = globals.escrow_directory();
    if (!path) return path.error();
    return escrow::Directory::open(*path);
}

}  // namespace breakglass::command
