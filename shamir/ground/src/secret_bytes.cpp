#include "arena_block.h"

#include <algorithm>
#include <utility>

#include <sodium.h>

#include <breakglass/ground/check.h>
#include <breakglass/ground/secret_bytes.h>

namespace breakglass {

SecretBytes::SecretBytes(std::size_t size) : size_(size) {
    if (size == 0) return;
    const ArenaBlock block = take_block(size);
    data_ = block.data;
    reserved_ = block.size;
}

SecretBytes SecretBytes::copy_of(ByteView bytes) {
    SecretBytes secret(bytes.size());
    std::ranges::copy(bytes, secret.expose_mut().begin());
    return secret;
}

SecretBytes::~SecretBytes() {
    wipe();
}

SecretBytes::SecretBytes(SecretBytes&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)),
      size_(std::exchange(other.size_, 0)),
      reserved_(std::exchange(other.reserved_, 0)) {}

SecretBytes& SecretBytes::operator=(SecretBytes&& other) noexcept {
    if (this != &other) {
        wipe();
        data_ = std::exchange(other.data_, nullptr);
        size_ = std::exchange(other.size_, 0);
        reserved_ = std::exchange(other.reserved_, 0);
    }
    return *this;
}

SecretBytes SecretBytes::clone() const {
    return copy_of(expose());
}

void SecretBytes::shrink(std::size_t size) noexcept {
    check(size <= size_, "a secret cannot shrink to more than it holds");
    if (data_ != nullptr) sodium_memzero(data_ + size, size_ - size);
    size_ = size;
}

void SecretBytes::wipe() noexcept {
    if (data_ != nullptr) give_back({data_, reserved_});
    data_ = nullptr;
    size_ = 0;
    reserved_ = 0;
}

void wipe(std::span<std::uint8_t> bytes) noexcept {
    if (!bytes.empty()) sodium_memzero(bytes.data(), bytes.size());
}

bool equal_constant_time(const SecretBytes& a, const SecretBytes& b) {
    return equal_constant_time(a.expose(), b.expose());
}

}  // namespace breakglass
