#pragma once

#include <string>

namespace breakglass::ledger {

/// Who is logged in where, as the system says: "root@desk"; "operator as root@desk" where the
/// audit session began under another name. Plain text, 1 to 384 bytes, whatever the system says.
std::string login_name();

}  // namespace breakglass::ledger
