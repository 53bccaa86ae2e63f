#pragma once
// A card as plain text: everything a stranger must understand, and the words.

#include <cstdint>
#include <string>

#include <breakglass/ground/secret_bytes.h>
#include <breakglass/policy/policy.h>
#include <breakglass/records/manifest.h>

namespace breakglass::ceremony {

/// The text of one card, ASCII but for names; the words stand numbered, and once more on a line of
/// their own that any SLIP-39 tool takes. mnemonic: as format_mnemonic writes it.
SecretBytes card_text(const policy::Policy& policy, const records::Manifest& manifest,
                      std::size_t group, std::size_t position, const SecretBytes& mnemonic);

}  // namespace breakglass::ceremony
