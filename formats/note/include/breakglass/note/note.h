#pragma once
// Signed notes: a text and Ed25519 signatures of named keys below it.
// Source: C2SP signed-note; the format of checkpoints in transparency logs.

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <breakglass/ground/random.h>
#include <breakglass/ground/result.h>
#include <breakglass/ground/secret_bytes.h>

namespace breakglass::note {

inline constexpr std::size_t max_note_bytes = 65536;
inline constexpr std::size_t max_signatures = 100;

using KeyHash = std::array<std::uint8_t, 4>;

/// Who signs: a name and an Ed25519 public key; "name+hash+base64" as text.
class Verifier {
  public:
    /// Errors: usage (NOTE-KEY) naming what is wrong.
    static Result<Verifier> parse(std::string_view text);
    /// name: no white space, no "+", not empty. Errors: usage (NOTE-KEY).
    static Result<Verifier> make(std::string name, std::span<const std::uint8_t, 32> public_key);

    const std::string& name() const { return name_; }
    const KeyHash& hash() const { return hash_; }
    std::span<const std::uint8_t, 32> public_key() const { return public_key_; }
    std::string text() const;
    bool operator==(const Verifier&) const = default;

  private:
    std::string name_;
    std::array<std::uint8_t, 32> public_key_{};
    KeyHash hash_{};
};

/// The private half; "PRIVATE+KEY+name+hash+base64" as text.
class Signer {
  public:
    /// Errors: usage (NOTE-KEY); never quotes the text.
    static Result<Signer> parse(ByteView text);
    /// Errors: usage (NOTE-KEY) for the name.
    static Result<Signer> generate(std::string name, Randomness& randomness = system_randomness());

    const Verifier& verifier() const { return verifier_; }
    SecretBytes text() const;
    std::array<std::uint8_t, 64> sign(ByteView message) const;

  private:
    Signer(SecretBytes seed, Verifier verifier)
        : seed_(std::move(seed)), verifier_(std::move(verifier)) {}
    SecretBytes seed_;  // 32 bytes
    Verifier verifier_;
};

struct Signature {
    std::string name;
    KeyHash hash{};
    Bytes value;
    bool operator==(const Signature&) const = default;
};

struct Note {
    std::string text;  // ends with a newline
    std::vector<Signature> signatures;
};

/// The text with the signer's signature below it.
/// Errors: usage (NOTE-TEXT) for a text that is not UTF-8 lines without control characters.
Result<std::string> sign_note(std::string_view text, const Signer& signer);

/// Reads a note; nothing is verified yet. Errors: unverified (NOTE-MALFORMED).
Result<Note> parse_note(ByteView stored);

/// Signatures of other keys are left alone. Errors: unverified (NOTE-UNSIGNED when there is none of
/// this key; NOTE-FORGED).
Status verify_note(const Note& note, const Verifier& verifier);

}  // namespace breakglass::note
