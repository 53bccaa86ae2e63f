#include <array>

#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/resource.h>

#include <breakglass/ground/arena.h>
#include <breakglass/ground/secret_bytes.h>
#include <breakglass/host/machine.h>

namespace breakglass::host {

Machine this_machine() {
    Machine machine;
    const SecretBytes witness(1);  // shows where the arena lies
    const ArenaReport arena = secret_arena();
    machine.arena_locked = arena.locked;
    machine.arena_lock_errno = arena.lock_errno;
    machine.arena_bytes = arena.reserved_bytes;
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): an address, only compared
    machine.arena_address = reinterpret_cast<std::uintptr_t>(witness.expose().data());
    rlimit core{};
    machine.core_limit = getrlimit(RLIMIT_CORE, &core) == 0 ? core.rlim_max : RLIM_INFINITY;
    machine.dumpable = prctl(PR_GET_DUMPABLE);
    std::array<std::uint8_t, 1> byte{};
    machine.entropy_ready = getrandom(byte.data(), byte.size(), GRND_NONBLOCK) == 1;
    return machine;
}

}  // namespace breakglass::host
