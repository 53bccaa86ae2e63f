#include <cstdint>
#include <cstdlib>

#include <breakglass/policy/policy.h>
#include <breakglass/reach/findings.h>

// Whatever the bytes: a policy or a refusal with a rule and a message, and never a crash.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const breakglass::ByteView bytes(data, size);
    const auto parsed = breakglass::policy::parse_policy(bytes);
    if (!parsed) {
        if (parsed.error().rule.rfind("POLICY-", 0) != 0 || parsed.error().message.empty()) abort();
        return 0;
    }
    if (parsed->hash != breakglass::sha256(bytes) || parsed->recovery.groups.empty()) abort();
    const breakglass::reach::Holdings none;
    for (const auto& path : breakglass::reach::paths(*parsed, none)) {
        if (path.people.who.empty()) abort();
    }
    (void)breakglass::reach::findings(*parsed, none);
    (void)parsed->restore_approvals("payroll");
    return 0;
}
