// Whatever the file: reading identities ends, and what is read is usable. The passphrase is never
// given, so that bcrypt and scrypt cost nothing.

#include <cstdlib>

#include <breakglass/age/header.h>
#include <breakglass/age/identity_file.h>
#include <breakglass/age/ssh.h>

using namespace breakglass;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto identities = age::parse_identities({data, size}, {});
    if (identities && identities->empty()) std::abort();
    if (identities) {
        for (const auto& identity : *identities) {
            if (!identity->unwrap({})) std::abort();
        }
    }
    const auto recipient = age::parse_recipient(as_text({data, size}));
    if (recipient && (*recipient)->text().empty()) std::abort();
    return 0;
}
