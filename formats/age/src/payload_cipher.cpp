#include "payload_cipher.h"

#include <algorithm>
#include <array>
#include <limits>

#include <openssl/evp.h>

#include <breakglass/ground/check.h>

namespace breakglass::age {

namespace {

constexpr std::size_t nonce_bytes = 12;

/// Fetched once: looking an algorithm up costs more than sealing a small chunk.
const EVP_CIPHER* algorithm() {
    static const EVP_CIPHER* const fetched =
        EVP_CIPHER_fetch(nullptr, "ChaCha20-Poly1305", nullptr);
    check(fetched != nullptr, "OpenSSL without ChaCha20-Poly1305");
    return fetched;
}

}  // namespace

void PayloadCipher::Free::operator()(evp_cipher_ctx_st* context) const {
    EVP_CIPHER_CTX_free(context);  // wipes the key it holds
}

PayloadCipher::PayloadCipher(const SecretBytes& key, Direction direction)
    : context_(EVP_CIPHER_CTX_new()) {
    check(context_ != nullptr && key.size() == 32, "a payload cipher");
    const int done = EVP_CipherInit_ex2(context_.get(), algorithm(), key.expose().data(), nullptr,
                                        direction == Direction::seal ? 1 : 0, nullptr);
    check(done == 1, "a payload cipher takes its key");
}

/// The nonce: an 11-byte big-endian counter, then 1 for the last chunk.
void PayloadCipher::start(std::uint64_t chunk, bool last) {
    std::array<std::uint8_t, nonce_bytes> nonce{};
    for (std::size_t i = 0; i < 8; ++i) {
        nonce[10 - i] = static_cast<std::uint8_t>(chunk >> (8 * i));
    }
    nonce[11] = last ? 1 : 0;
    const int done =
        EVP_CipherInit_ex2(context_.get(), nullptr, nullptr, nonce.data(), -1, nullptr);
    check(done == 1, "a payload cipher takes its nonce");
}

void PayloadCipher::run(ByteView in, std::uint8_t* out) {
    if (in.empty()) return;  // OpenSSL would read a null pointer as further data
    check(in.size() <= std::size_t{std::numeric_limits<int>::max()}, "a chunk's size");
    int written = 0;
    const int done =
        EVP_CipherUpdate(context_.get(), out, &written, in.data(), static_cast<int>(in.size()));
    check(done == 1 && static_cast<std::size_t>(written) == in.size(), "a payload cipher runs");
}

void PayloadCipher::seal(std::uint64_t chunk, bool last, ByteView plain, std::uint8_t* out) {
    start(chunk, last);
    run(plain, out);
    int written = 0;
    std::uint8_t* const tag = out + plain.size();
    check(EVP_CipherFinal_ex(context_.get(), tag, &written) == 1 && written == 0,
          "a payload cipher finishes");
    check(EVP_CIPHER_CTX_ctrl(context_.get(), EVP_CTRL_AEAD_GET_TAG, tag_bytes, tag) == 1,
          "a payload cipher gives its tag");
}

bool PayloadCipher::open(std::uint64_t chunk, bool last, ByteView sealed, std::uint8_t* out) {
    check(sealed.size() >= tag_bytes, "a chunk holds its tag");
    const ByteView body = sealed.first(sealed.size() - tag_bytes);
    start(chunk, last);
    std::array<std::uint8_t, tag_bytes> tag{};
    std::copy(sealed.end() - tag_bytes, sealed.end(), tag.begin());
    check(EVP_CIPHER_CTX_ctrl(context_.get(), EVP_CTRL_AEAD_SET_TAG, tag_bytes, tag.data()) == 1,
          "a payload cipher takes a tag");
    run(body, out);
    int written = 0;
    return EVP_CipherFinal_ex(context_.get(), out + body.size(), &written) == 1;
}

}  // namespace breakglass::age
