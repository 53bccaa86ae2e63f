#pragma once
// ChaCha20-Poly1305 for payload chunks, through OpenSSL: 2.4 times as fast as libsodium 1.0.18.
// Why OpenSSL: docs/decisions/payload-cipher.md.

#include <cstdint>
#include <memory>

#include <breakglass/ground/bytes.h>
#include <breakglass/ground/secret_bytes.h>

struct evp_cipher_ctx_st;

namespace breakglass::age {

inline constexpr std::size_t tag_bytes = 16;

/// One key in one direction, for one thread at a time.
class PayloadCipher {
  public:
    enum class Direction { seal, open };
    PayloadCipher(const SecretBytes& key, Direction direction);

    /// Writes plain.size() + 16 bytes to out.
    void seal(std::uint64_t chunk, bool last, ByteView plain, std::uint8_t* out);
    /// Writes sealed.size() - 16 bytes to out, to be used only when it returns true.
    /// sealed: at least 16 bytes.
    bool open(std::uint64_t chunk, bool last, ByteView sealed, std::uint8_t* out);

  private:
    void start(std::uint64_t chunk, bool last);
    void run(ByteView in, std::uint8_t* out);

    struct Free {
        void operator()(evp_cipher_ctx_st* context) const;
    };
    std::unique_ptr<evp_cipher_ctx_st, Free> context_;
};

}  // namespace breakglass::age
