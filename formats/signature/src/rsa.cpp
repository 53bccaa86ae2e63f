// RSASSA-PKCS1-v1_5 with SHA-2 through Botan, in calls that 2.19 and 3.x share.

#include "kinds.h"

#include <exception>

#include <botan/bigint.h>
#include <botan/pubkey.h>
#include <botan/rsa.h>

namespace breakglass::signature {

namespace {

constexpr std::size_t fewest_bits = 3072;  // as strong as a 128-bit key (NIST SP 800-57 part 1)
constexpr std::size_t most_bits = 16384;   // OpenSSH's own limit
constexpr std::size_t most_exponent_bytes = 8;

std::size_t bits_of(ByteView number) {
    std::size_t bits = number.size() * 8;
    for (unsigned top = 0x80; top != 0 && (number[0] & top) == 0; top >>= 1U)
        --bits;
    return bits;
}

Error weak(const std::string& why) {
    return {ErrorKind::unverified, "SIGNATURE-WEAK-KEY", "the RSA key is not accepted: " + why,
            "make a new key: ssh-keygen -t ed25519, or ssh-keygen -t rsa -b 4096"};
}

}  // namespace

Status check_rsa(const Kind& kind, WireReader key) {
    // RFC 4253, 6.6: e, then n
    const auto exponent = key.positive_number();
    const auto modulus = key.positive_number();
    if (!exponent || !modulus || !key.at_end()) {
        return malformed_key(kind, "it is not an exponent, a modulus and nothing after them");
    }
    if (const std::size_t bits = bits_of(*modulus); bits < fewest_bits || bits > most_bits) {
        return weak("it has " + std::to_string(bits) + " bits, expected 3072 to 16384");
    }
    // With exponent 1 every text is its own signature. The upper limit bounds the work.
    const bool one = exponent->size() == 1 && exponent->front() == 1;
    if (one || (exponent->back() & 1U) == 0 || exponent->size() > most_exponent_bytes) {
        return weak("its exponent is not an odd number from 3 to 64 bits");
    }
    if ((modulus->back() & 1U) == 0) return weak("its modulus is even");
    return {};
}

bool rsa_proves(const Kind& /*kind*/, WireReader key, const SshSignature& signature,
                ByteView signed_bytes) {
    const auto exponent = key.positive_number();
    const auto modulus = key.positive_number();
    if (!exponent || !modulus || signature.value.size() > modulus->size()) return false;
    // As OpenSSH does: some signers drop leading zeros of the number.
    Bytes value(modulus->size() - signature.value.size(), 0);
    append(value, signature.value);
    try {
        const Botan::RSA_PublicKey public_key(Botan::BigInt(modulus->data(), modulus->size()),
                                              Botan::BigInt(exponent->data(), exponent->size()));
        Botan::PK_Verifier verifier(
            public_key, signature.kind == "rsa-sha2-512" ? "EMSA3(SHA-512)" : "EMSA3(SHA-256)");
        return verifier.verify_message(signed_bytes.data(), signed_bytes.size(), value.data(),
                                       value.size());
    } catch (const std::exception&) {
        return false;
    }
}

}  // namespace breakglass::signature
