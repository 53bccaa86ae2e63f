#pragma once
// The text of a checkpoint: which log, how many entries, which root.
// Source: C2SP tlog-checkpoint.

#include <string>
#include <string_view>
#include <vector>

#include <breakglass/ground/result.h>
#include <breakglass/tree/tree.h>

namespace breakglass::note {

struct Checkpoint {
    std::string origin;  // names the log
    tree::Head head;
    std::vector<std::string> extensions;  // further lines, not empty
    bool operator==(const Checkpoint&) const = default;
};

/// The note's text. Stops the program when origin or an extension is empty or has a newline.
std::string checkpoint_text(const Checkpoint& checkpoint);

/// Errors: unverified (CHECKPOINT-MALFORMED) naming the line.
Result<Checkpoint> parse_checkpoint(std::string_view text);

}  // namespace breakglass::note
