#pragma once
// A secret split into share files, with no escrow in sight.
// Source: docs/man/breakglass-share.1.md.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <breakglass/ground/result.h>

namespace breakglass::share {

/// How the secret is written in a file.
enum class SecretForm { raw, hex, identity };

struct SplitRequest {
    std::optional<unsigned> threshold;  // plain K of N, instead of groups
    std::optional<unsigned> shares;
    std::vector<std::string> groups;  // "NAME=K/N"
    std::optional<unsigned> groups_required;
    bool extendable = false;
    unsigned iteration_exponent = 0;
    std::string secret_file;  // "-" is standard input; empty: a new age identity
    SecretForm form = SecretForm::raw;
    std::string passphrase_file;
    std::string output_dir;
};

struct ShareFile {
    std::string path;
    std::string group;
    unsigned member = 1;  // from 1
};

struct SplitOutcome {
    std::uint16_t identifier = 0;
    std::string recipient;   // of the age identity that was split; empty for other secrets
    std::string opens_with;  // "any 3 of 5 shares"
    std::vector<ShareFile> files;
};

/// Splits, tries the shares, and writes one file each: all of them or none. Errors: usage
/// (SPLIT-PLAN, SPLIT-SECRET-FORM and those of slip39::split); failed (FILE-EXISTS, the disk's).
Result<SplitOutcome> split(const SplitRequest& request);

/// What a split made, for standard output; never a word of a share.
std::string split_text(const SplitOutcome& outcome, bool as_json);

}  // namespace breakglass::share
