#include "catch.h"

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <type_traits>
#include <vector>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <breakglass/ground/arena.h>
#include <breakglass/ground/random.h>
#include <breakglass/ground/secret_bytes.h>

using namespace breakglass;

namespace {

/// Runs act in a child process and returns how it ended.
template <typename Act>
int status_of_child(Act act) {
    const pid_t child = fork();
    if (child == 0) {
        if (std::freopen("/dev/null", "w", stderr) == nullptr) _exit(99);
        act();
        _exit(0);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return status;
}

}  // namespace

TEST_CASE("a secret is move-only and a moved-from secret is empty") {
    STATIC_REQUIRE_FALSE(std::is_copy_constructible_v<SecretBytes>);
    STATIC_REQUIRE_FALSE(std::is_copy_assignable_v<SecretBytes>);
    SecretBytes first = random_secret(32);
    const Bytes before(first.expose().begin(), first.expose().end());
    SecretBytes second = std::move(first);
    CHECK(first.empty());  // NOLINT(bugprone-use-after-move): this is what is tested
    CHECK(std::ranges::equal(second.expose(), before));
}

TEST_CASE("the place where a secret was holds zeros once it is gone") {
    const std::uint8_t* place = nullptr;
    {
        SecretBytes secret(48);
        std::ranges::fill(secret.expose_mut(), std::uint8_t{0xa5});
        place = secret.expose().data();
    }
    CHECK(std::all_of(place, place + 48, [](std::uint8_t byte) { return byte == 0; }));
}

TEST_CASE("a new secret is zeroed even where an older one lay") {
    { SecretBytes old = random_secret(100); }
    const SecretBytes fresh(100);
    CHECK(std::ranges::all_of(fresh.expose(), [](std::uint8_t byte) { return byte == 0; }));
}

TEST_CASE("the arena gives back what it took, whatever the order") {
    const std::size_t before = secret_arena().in_use_bytes;
    {
        std::vector<SecretBytes> many;
        for (std::size_t size = 1; size < 300; ++size)
            many.push_back(random_secret(size));
        for (std::size_t i = 0; i < many.size(); i += 2)
            many[i].wipe();
        for (std::size_t size = 1; size < 300; ++size)
            many.push_back(random_secret(size));
        CHECK(secret_arena().in_use_bytes > before);
    }
    CHECK(secret_arena().in_use_bytes == before);
}

TEST_CASE("the arena grows past its first region") {
    std::vector<SecretBytes> many;
    for (int i = 0; i < 3; ++i)
        many.push_back(random_secret(std::size_t{400} * 1024));
    CHECK(secret_arena().reserved_bytes >= std::size_t{3} * 400 * 1024);
}

TEST_CASE("a write past the end of a secret stops the program with exit code 70") {
    const int status = status_of_child([] {
        SecretBytes secret(64);
        const_cast<std::uint8_t*>(secret.expose().data())[64] ^= 1;  // NOLINT
    });
    REQUIRE(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 70);
}

TEST_CASE("a forked child does not inherit a secret") {
    SecretBytes secret(32);
    std::ranges::fill(secret.expose_mut(), std::uint8_t{0x5a});
    const int status = status_of_child([&] {
        if (secret.expose()[0] == 0x5a) _exit(1);
    });
    REQUIRE(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 0);
}

// The address sanitizer replaces mlock by a function that does nothing and succeeds.
#if defined(__SANITIZE_ADDRESS__)
#define MLOCK_IS_REAL 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define MLOCK_IS_REAL 0
#endif
#endif
#ifndef MLOCK_IS_REAL
#define MLOCK_IS_REAL 1
#endif

TEST_CASE("a lock that the kernel refuses is noticed") {
    if (!MLOCK_IS_REAL) {
        WARN("skipped: the address sanitizer locks no memory");
        return;
    }
    // Only an unprivileged process can be refused; in the child nothing was locked yet.
    const int status = status_of_child([] {
        const rlimit none{0, 0};
        if (setrlimit(RLIMIT_MEMLOCK, &none) != 0) _exit(2);
        if (geteuid() == 0 && setresuid(65534, 65534, 65534) != 0) _exit(3);
        std::vector<SecretBytes> many;
        for (int i = 0; i < 3; ++i)
            many.emplace_back(std::size_t{600} * 1024);
        const ArenaReport report = secret_arena();
        if (report.locked || report.lock_errno == 0) _exit(4);
    });
    REQUIRE(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 0);
}

TEST_CASE("shrinking wipes the rest and keeps the beginning") {
    SecretBytes secret = random_secret(40);
    const Bytes first(secret.expose().begin(), secret.expose().begin() + 16);
    const std::uint8_t* tail = secret.expose().data() + 16;
    secret.shrink(16);
    CHECK(std::ranges::equal(secret.expose(), first));
    CHECK(std::all_of(tail, tail + 24, [](std::uint8_t byte) { return byte == 0; }));
}
