// Secrets live in a few large regions, each between two pages that may not be touched, locked,
// kept out of core dumps and emptied in forked children. Blocks are whole granules of 64 bytes with
// one granule of canary behind each, so that an overrun is noticed when the secret goes.

#include "arena_block.h"

#include <algorithm>
#include <cerrno>
#include <list>
#include <map>
#include <mutex>

#include <sodium.h>
#include <sys/mman.h>
#include <unistd.h>

#include <breakglass/ground/arena.h>
#include <breakglass/ground/check.h>

namespace breakglass {

namespace {

constexpr std::size_t granule = 64;
constexpr std::size_t first_region_bytes = std::size_t{512} * 1024;

std::size_t round_up(std::size_t size, std::size_t to) {
    return (size + to - 1) / to * to;
}

struct Region {
    std::uint8_t* begin = nullptr;
    std::size_t size = 0;
    std::map<std::size_t, std::size_t> free;  // offset -> length, neighbours always merged
};

class Arena {
  public:
    Arena() {
        check(sodium_init() >= 0, "libsodium could not start");
        randombytes_buf(canary_, sizeof canary_);
        add_region(first_region_bytes);
    }

    ArenaBlock take(std::size_t size) {
        const std::scoped_lock hold(mutex_);
        const std::size_t length = round_up(size, granule);
        const std::size_t wanted = length + granule;
        for (Region& region : regions_) {
            if (const ArenaBlock block = take_from(region, wanted, length); block.data != nullptr) {
                return block;
            }
        }
        add_region(std::max(round_up(wanted, granule), first_region_bytes));
        const ArenaBlock block = take_from(regions_.back(), wanted, length);
        check(block.data != nullptr, "the secret arena has no room after growing");
        return block;
    }

    void give_back(ArenaBlock block) noexcept {
        const std::scoped_lock hold(mutex_);
        check(sodium_memcmp(block.data + block.size, canary_, granule) == 0,
              "a secret was written past its end");
        sodium_memzero(block.data, block.size + granule);
        for (Region& region : regions_) {
            if (block.data < region.begin || block.data >= region.begin + region.size) continue;
            put_back(region, static_cast<std::size_t>(block.data - region.begin),
                     block.size + granule);
            report_.in_use_bytes -= block.size;
            return;
        }
        check(false, "a block that the arena never gave out");
    }

    ArenaReport report() {
        const std::scoped_lock hold(mutex_);
        return report_;
    }

  private:
    void add_region(std::size_t size) {
        const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
        const std::size_t inner = round_up(size, page);
        void* mapped =
            mmap(nullptr, inner + 2 * page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        check(mapped != MAP_FAILED, "no memory for secrets");
        auto* begin = static_cast<std::uint8_t*>(mapped) + page;
        check(mprotect(begin, inner, PROT_READ | PROT_WRITE) == 0, "no memory for secrets");
        if (mlock(begin, inner) != 0) {
            report_.locked = false;
            report_.lock_errno = errno;
        }
        // Both are advice the kernel may not know (valgrind, old kernels); main turns core
        // dumps off as well.
        (void)madvise(begin, inner, MADV_DONTDUMP);
        (void)madvise(begin, inner, MADV_WIPEONFORK);
        Region region{begin, inner, {}};
        region.free.emplace(0, inner);
        regions_.push_back(std::move(region));
        report_.reserved_bytes += inner;
    }

    ArenaBlock take_from(Region& region, std::size_t wanted, std::size_t length) {
        for (auto spot = region.free.begin(); spot != region.free.end(); ++spot) {
            if (spot->second < wanted) continue;
            const std::size_t offset = spot->first;
            const std::size_t left = spot->second - wanted;
            region.free.erase(spot);
            if (left > 0) region.free.emplace(offset + wanted, left);
            std::uint8_t* data = region.begin + offset;
            std::copy_n(canary_, granule, data + length);
            report_.in_use_bytes += length;
            return {data, length};
        }
        return {};
    }

    static void put_back(Region& region, std::size_t offset, std::size_t length) {
        auto next = region.free.lower_bound(offset);
        if (next != region.free.end() && offset + length == next->first) {
            length += next->second;
            next = region.free.erase(next);
        }
        if (next != region.free.begin()) {
            const auto before = std::prev(next);
            if (before->first + before->second == offset) {
                before->second += length;
                return;
            }
        }
        region.free.emplace(offset, length);
    }

    std::mutex mutex_;
    std::list<Region> regions_;
    std::uint8_t canary_[granule] = {};
    ArenaReport report_;
};

// Never destroyed: a secret in a static object may outlive any order of destruction.
Arena& arena() {
    static auto* const the_arena = new Arena;
    return *the_arena;
}

}  // namespace

ArenaBlock take_block(std::size_t size) {
    return arena().take(size);
}

void give_back(ArenaBlock block) noexcept {
    arena().give_back(block);
}

ArenaReport secret_arena() {
    return arena().report();
}

}  // namespace breakglass
