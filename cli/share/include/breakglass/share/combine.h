#pragma once
// A secret rejoined from files of words, with no escrow in sight.
// Source: docs/man/breakglass-share.1.md.

#include <functional>
#include <string>
#include <vector>

#include <breakglass/ground/result.h>
#include <breakglass/share/split.h>

namespace breakglass::share {

struct CombineRequest {
    std::vector<std::string> files;  // "-" is standard input
    std::string passphrase_file;     // empty: no passphrase
    SecretForm form = SecretForm::raw;
    std::string output;  // a new file, or "-"
    /// Asked before anything is written, with the recipient whose identity the secret may be;
    /// not for secrets of another size than 32 bytes. Empty: nothing is asked.
    std::function<Status(const std::string& recipient)> may_write;
};

/// What became of the shares; each is named as in "a.txt" line 2.
struct CombineOutcome {
    std::vector<std::string> used;
    std::vector<std::string> repeated;
    std::vector<std::string> unchecked;
    std::vector<std::string> left_out;
    std::string recipient;    // of the age identity, when the secret was written as one
    bool has_digest = false;  // false for a 1-of-1 set: a wrong share would not have been noticed
};

/// Writes the secret; nothing is written when any rule refuses. A share that contradicts enough
/// others is left out and reported. Errors: usage (SHARE-TO-TERMINAL, SHARE-STDIN-TWICE,
/// SHARE-NOT-IDENTITY); unverified (SHARE-RECIPIENT, the rules of card::parse_words_file, of
/// slip39::parse_mnemonic and rejoin); not_met (SHARE-TOO-FEW); failed (FILE-EXISTS, the disk's).
Result<CombineOutcome> combine(const CombineRequest& request);

std::string combine_json(const CombineOutcome& outcome);

}  // namespace breakglass::share
