#pragma once
// Where a ceremony stands, and what to type next.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <breakglass/catalog/keys.h>
#include <breakglass/ceremony/activate.h>
#include <breakglass/ceremony/confirm.h>
#include <breakglass/ceremony/start.h>

namespace breakglass::ceremony {

struct Standing {
    std::optional<catalog::ShareSet> active;
    std::optional<catalog::ShareSet> pending;
    std::vector<CardStatus> cards;  // of the pending set, else of the active one
    std::string next;               // a command, or a sentence
};

/// Reads only. Errors: those of pending_set, the manifest's and the catalog's.
Result<Standing> standing(escrow::Directory& escrow);

/// "custodians 2 (director), custodians 5 (legal)": the cards not read back yet.
std::string missing_text(const std::vector<CardStatus>& cards);

std::string to_text(const Standing& standing);
/// One JSON object with a newline, as docs/man/breakglass-ceremony.1.md says.
std::string to_json(const Standing& standing);
std::string to_text(const Started& started);
std::string to_json(const Started& started);
std::string to_text(const Confirmed& confirmed);
std::string to_json(const Confirmed& confirmed);
std::string to_text(const Activated& activated);
std::string to_json(const Activated& activated);

}  // namespace breakglass::ceremony
