#pragma once
// The arena's inner door: only SecretBytes takes blocks.

#include <cstddef>
#include <cstdint>

namespace breakglass {

struct ArenaBlock {
    std::uint8_t* data = nullptr;
    std::size_t size = 0;  // rounded up to whole granules
};

/// Zeroed bytes in locked memory, at least size of them. Ends the process when none can be had.
ArenaBlock take_block(std::size_t size);

/// Wipes the block and takes it back. Ends the process when the guard behind it was overwritten.
void give_back(ArenaBlock block) noexcept;

}  // namespace breakglass
