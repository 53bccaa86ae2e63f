#pragma once
// Rejoining a secret from its shares.
// Source: SLIP-0039, "Combining the shares"; docs/formats/share-card.md, section 3.

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include <breakglass/ground/result.h>
#include <breakglass/ground/secret_bytes.h>
#include <breakglass/scheme/share.h>

namespace breakglass::slip39 {

/// A rejoined secret, and what became of each share given: positions count from 0, ascending.
struct Rejoined {
    SecretBytes secret;
    std::vector<std::size_t> agreeing;   // lie on the polynomial that gave the secret
    std::vector<std::size_t> repeated;   // the same share as an earlier one; counted once
    std::vector<std::size_t> unchecked;  // of a group too incomplete to say anything about
    std::vector<std::size_t> left_out;   // contradict the others: damaged or forged
};

/// Rejoins the secret from shares in any order, and tells bad extra shares apart from good ones.
/// A wrong passphrase gives another secret, not an error: compare with what you know of it.
/// With a member threshold of 1 a share carries no digest, so a forged one goes unnoticed here.
/// names: what to call each share in errors, such as "a.txt line 2"; empty, or one per share.
/// Errors: not_met (SHARE-TOO-FEW); unverified (SHARE-MIXED-SETS, SHARE-DUPLICATE, SHARE-DIGEST,
/// SHARE-AMBIGUOUS when different secrets fit equally).
Result<Rejoined> rejoin(std::span<const Share> shares, const SecretBytes& passphrase,
                        std::span<const std::string> names = {});

/// The same for callers that expect every share to be good: a share that rejoin would leave out
/// is an error (SHARE-DIGEST).
Result<SecretBytes> combine(std::span<const Share> shares, const SecretBytes& passphrase);

/// The same up to the cipher, which takes a thousand times longer than all before it: the encrypted
/// secret, as secret as the secret. Two combinations of one set give the same secret exactly when
/// they give the same encrypted secret.
Result<SecretBytes> combine_encrypted(std::span<const Share> shares);

}  // namespace breakglass::slip39
