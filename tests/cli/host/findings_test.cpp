#include "catch.h"
#include "cli/temporary_directory.h"

#include <filesystem>
#include <fstream>

#include <sys/stat.h>
#include <sys/sysmacros.h>

#include <breakglass/host/findings.h>

using namespace breakglass;
using namespace breakglass::host;
using breakglass::testing::TemporaryDirectory;

namespace {

/// A /proc and /sys of the test's own, on a machine that is fit.
class FakeMachine {
  public:
    FakeMachine() {
        machine.root = directory_ / "root";
        machine.arena_locked = true;
        machine.arena_bytes = 4096;
        machine.arena_address = 0x7f0000001010;
        machine.dumpable = 0;
        machine.entropy_ready = true;
        interface("lo", "0x9", "unknown");
        interface("eth0", "0x1002", "down");
        swaps("");
        write("/proc/sys/kernel/core_pattern", "core\n");
        memory("rd wr mr mw me lo ac dd", 64);
    }
    void write(const std::string& path, const std::string& text) {
        const std::filesystem::path file = machine.root + path;
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file) << text;
    }
    void interface(const std::string& name, const std::string& flags, const std::string& state) {
        write("/sys/class/net/" + name + "/flags", flags + "\n");
        write("/sys/class/net/" + name + "/operstate", state + "\n");
    }
    void swaps(const std::string& lines) {
        write("/proc/swaps", "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n" + lines);
    }
    void memory(const std::string& flags, int locked_kilobytes) {
        write("/proc/self/smaps",
              "55572484a000-55572486e000 r-xp 00004000 fe:00 247476   /usr/bin/x\n"
              "Size: 144 kB\nVmFlags: rd ex mr mw me lo\n"
              "7f0000000000-7f0000002000 rw-p 00000000 00:00 0\n"
              "Size: 8 kB\nVmFlags: " +
                  flags + "\n");
        write("/proc/self/status",
              "Name:\tx\nVmLck:\t      " + std::to_string(locked_kilobytes) + " kB\n");
    }
    Machine machine;

  private:
    TemporaryDirectory directory_;
};

}  // namespace

TEST_CASE("a fit machine passes every look, and says so in the record") {
    const FakeMachine fake;
    const auto findings = examine(fake.machine, "/dev/shm/cards");
    REQUIRE(findings.size() == 6);
    for (const Finding& finding : findings) {
        INFO(finding.found);
        CHECK(finding.good);
        CHECK(finding.mend.empty());
    }
    CHECK(check(findings, {}));
    const auto facts = facts_of(findings, Allowed{.network = true});
    CHECK(facts.front() ==
          std::pair<std::string, std::string>("host_network", "good: no interface but lo is up"));
    // what needed no allowance was not allowed either
    CHECK(facts.back() == std::pair<std::string, std::string>("allowed", "nothing"));
}

TEST_CASE("HOST-NETWORK: an interface that is up is named, with or without a cable") {
    FakeMachine fake;
    fake.interface("wlan0", "0x1003", "up");
    fake.interface("docker0", "0x1003", "down");
    fake.write("/sys/class/net/bonding_masters", "\n");
    const Finding finding = look_at_network(fake.machine);
    CHECK_FALSE(finding.good);
    CHECK(finding.found == "up: docker0 (no link), wlan0");
    const Status refused = check({finding}, {});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == ErrorKind::failed);
    CHECK(refused.error().rule == "HOST-NETWORK");
    CHECK(refused.error().hint.find("--allow-network") != std::string::npos);
    CHECK(check({finding}, Allowed{.network = true}));
    CHECK_FALSE(
        check({finding}, Allowed{.swap = true, .core = true, .memory = true, .disk = true}));
}

TEST_CASE("HOST-NETWORK: what cannot be read counts as up, what cannot be seen is no proof") {
    FakeMachine fake;
    fake.interface("eth1", "nonsense", "up");
    CHECK(look_at_network(fake.machine).found == "up: eth1");
    std::filesystem::remove_all(fake.machine.root + "/sys");
    CHECK_FALSE(look_at_network(fake.machine).good);
}

TEST_CASE("HOST-NETWORK: an interface's name does not drive the terminal") {
    FakeMachine fake;
    fake.interface("e\x1b[2J", "0x1003", "up");
    CHECK(look_at_network(fake.machine).found.find('\x1b') == std::string::npos);
}

TEST_CASE("HOST-SWAP: swap on a plain partition is refused by name") {
    FakeMachine fake;
    fake.swaps("/dev/sda2                               partition\t8388604\t\t0\t\t-2\n");
    const Finding finding = look_at_swap(fake.machine);
    CHECK_FALSE(finding.good);
    CHECK(finding.found == "in the clear on /dev/sda2");
    CHECK(finding.mend == "swapoff -a");
    CHECK(check({finding}, {}).error().rule == "HOST-SWAP");
    CHECK(check({finding}, Allowed{.swap = true}));
}

TEST_CASE("swap under dm-crypt is fine, also when LVM stands between") {
    FakeMachine fake;
    fake.write("/sys/block/dm-0/dm/uuid", "CRYPT-LUKS2-0123456789abcdef-sda3_crypt\n");
    fake.write("/sys/block/dm-1/dm/uuid", "LVM-abcdef\n");
    fake.write("/sys/block/dm-1/slaves/dm-0/dev", "254:0\n");
    fake.swaps("/dev/dm-0 partition 1 0 -2\n/dev/dm-1 partition 1 0 -3\n");
    CHECK(look_at_swap(fake.machine).good);
}

TEST_CASE("HOST-SWAP: a mapping that does not encrypt, or only in part, is in the clear") {
    FakeMachine fake;
    fake.write("/sys/block/dm-0/dm/uuid", "CRYPT-LUKS2-0123-x\n");
    fake.write("/sys/block/dm-1/dm/uuid", "CRYPT-VERITY-0123-x\n");
    fake.write("/sys/block/dm-2/dm/uuid", "LVM-abcdef\n");
    fake.write("/sys/block/dm-2/slaves/dm-0/dev", "254:0\n");
    fake.write("/sys/block/dm-2/slaves/sdb1/dev", "8:17\n");
    fake.swaps(
        "/dev/dm-0 partition 1 0 -2\n/dev/dm-1 partition 1 0 -3\n/dev/dm-2 partition 1 0 -4\n");
    CHECK(look_at_swap(fake.machine).found == "in the clear on /dev/dm-1, /dev/dm-2");
}

TEST_CASE("zram counts as memory, unless it writes back to a disk") {
    FakeMachine fake;
    fake.write("/sys/block/zram0/backing_dev", "none\n");
    fake.swaps("/dev/zram0 partition 1 0 100\n");
    CHECK(look_at_swap(fake.machine).good);
    fake.write("/sys/block/zram0/backing_dev", "/dev/sda4\n");
    CHECK(look_at_swap(fake.machine).found == "in the clear on /dev/zram0");
}

TEST_CASE("a swap file is as safe as the device under it, whatever its name") {
    FakeMachine fake;
    fake.write("/swap file", "x");
    fake.swaps("/swap\\040file file 1 0 -2\n");
    CHECK(look_at_swap(fake.machine).found == "in the clear on /swap file");
    struct stat status {};
    REQUIRE(stat((fake.machine.root + "/swap file").c_str(), &status) == 0);
    fake.write("/sys/dev/block/" + std::to_string(major(status.st_dev)) + ":" +
                   std::to_string(minor(status.st_dev)) + "/dm/uuid",
               "CRYPT-PLAIN-swap\n");
    CHECK(look_at_swap(fake.machine).good);
    fake.swaps("/gone\\040(deleted) file 1 0 -2\n");
    CHECK_FALSE(look_at_swap(fake.machine).good);
}

TEST_CASE("HOST-CORE: a core is off when the process is not dumpable, or limited and not piped") {
    FakeMachine fake;
    fake.machine.core_limit = 0;
    fake.machine.dumpable = 1;
    CHECK(look_at_core(fake.machine).good);
    fake.write("/proc/sys/kernel/core_pattern", "|/usr/lib/systemd/systemd-coredump %P\n");
    const Finding piped = look_at_core(fake.machine);
    CHECK_FALSE(piped.good);  // core(5): the limit does not hold for pipes
    CHECK(check({piped}, {}).error().rule == "HOST-CORE");
    CHECK(check({piped}, Allowed{.core = true}));
    fake.machine.dumpable = 0;
    CHECK(look_at_core(fake.machine).good);
    fake.machine.dumpable = 2;
    CHECK_FALSE(look_at_core(fake.machine).good);
    fake.write("/proc/sys/kernel/core_pattern", "core\n");
    fake.machine.core_limit = 1024;
    CHECK_FALSE(look_at_core(fake.machine).good);
}

TEST_CASE("HOST-MEMORY: locked only when we and the kernel say so of the arena itself") {
    FakeMachine fake;
    CHECK(look_at_memory(fake.machine).found == "locked");
    fake.memory("rd wr mr mw me ac", 64);  // another mapping is locked, ours is not
    CHECK_FALSE(look_at_memory(fake.machine).good);
    fake.memory("rd wr lo", 0);
    CHECK_FALSE(look_at_memory(fake.machine).good);
    fake.memory("rd wr lo", 64);
    fake.machine.arena_address = 0x10;  // in no mapping that is shown
    CHECK_FALSE(look_at_memory(fake.machine).good);
    fake.machine.arena_address = 0x7f0000001010;
    fake.machine.arena_locked = false;
    fake.machine.arena_lock_errno = ENOMEM;
    const Finding finding = look_at_memory(fake.machine);
    CHECK(check({finding}, {}).error().rule == "HOST-MEMORY");
    CHECK(check({finding}, {}).error().hint.find("--allow-unlocked-memory") != std::string::npos);
    CHECK(check({finding}, Allowed{.memory = true}));
}

TEST_CASE("HOST-ENTROPY: a generator that is not ready cannot be allowed") {
    FakeMachine fake;
    fake.machine.entropy_ready = false;
    const Finding finding = look_at_entropy(fake.machine);
    const Status refused = check({finding}, Allowed{true, true, true, true, true});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().rule == "HOST-ENTROPY");
    CHECK(refused.error().hint.find("--allow") == std::string::npos);
}

TEST_CASE("HOST-DISK: only memory is not a disk, also for a directory that is still to be made") {
    CHECK(look_at_disk("/dev/shm").good);
    CHECK(look_at_disk("/dev/shm/not/there/yet").good);
    CHECK_FALSE(look_at_disk("/proc/self").good);  // no disk either, but nothing we know
    const TemporaryDirectory directory;
    if (!look_at_disk(directory / "").good) {
        const Finding finding = look_at_disk(directory / "cards");
        CHECK(finding.found.find("lies on a disk") != std::string::npos);
        CHECK(check({finding}, {}).error().rule == "HOST-DISK");
        CHECK(check({finding}, Allowed{.disk = true}));
    }
}

TEST_CASE("several deviations are refused together, and recorded one by one when allowed") {
    FakeMachine fake;
    fake.interface("eth0", "0x1003", "up");
    fake.swaps("/dev/sda2 partition 1 0 -2\n");
    const auto findings = examine(fake.machine, "");
    REQUIRE(findings.size() == 5);
    const Status refused = check(findings, Allowed{});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().message.find("network: up: eth0; swap: in the clear on /dev/sda2") !=
          std::string::npos);
    const Allowed both{.network = true, .swap = true};
    CHECK(check(findings, both));
    const auto facts = facts_of(findings, both);
    CHECK(facts[0].second == "deviation: up: eth0");
    CHECK(facts.back().second == "network, swap");
    CHECK(line_of(findings[0], both) == "network: up: eth0 [HOST-NETWORK], allowed");
    CHECK(line_of(findings[1], {}) == "swap: in the clear on /dev/sda2 [HOST-SWAP]");
}

TEST_CASE("this process' own memory is seen as locked exactly when the arena says so") {
    const Machine machine = this_machine();
    CHECK(machine.arena_address != 0);
    CHECK(look_at_memory(machine).good == machine.arena_locked);
    CHECK(look_at_entropy(machine).good);
}
