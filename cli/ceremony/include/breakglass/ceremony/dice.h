#pragma once
// Dice on top of the kernel's randomness: for people who do not want to believe in one machine.
// Source: docs/decisions/dice.md.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

#include <breakglass/console/terminal.h>
#include <breakglass/ground/random.h>
#include <breakglass/ground/result.h>
#include <breakglass/ground/secret_bytes.h>

namespace breakglass::ceremony {

/// So many rolls of a fair die carry 256 bits.
inline constexpr std::size_t wanted_rolls = 99;

/// Rolls as the digits 1 to 6, one byte each.
struct Rolls {
    SecretBytes digits;

    std::size_t count() const { return digits.size(); }
    /// log2(6) bits a roll, if the die is fair.
    double bits() const;
    /// "99 rolls, 255.9 bits", never which.
    std::string summary() const;
};

/// Reads rolls from text: digits 1 to 6; blanks, commas and newlines between them mean nothing.
/// Errors: usage (DICE-DIGIT naming the place, never the digit; DICE-EMPTY; DICE-TOO-MANY).
Result<Rolls> parse_rolls(ByteView text);

/// From a file, "-" is standard input. Errors: those of parse_rolls; failed when unreadable.
Result<Rolls> read_rolls(const std::string& path);

/// Line by line from the terminal, not shown while typed, counted after each line, until an empty
/// line; a line with a mistake is asked for again. Errors: usage (DICE-EMPTY); the terminal's.
Result<Rolls> ask_for_rolls(console::Terminal& terminal);

/// From a file, or from people when none is named; says on standard error what they are worth, and
/// warns of fewer than wanted_rolls. Errors: those of both; usage (TERMINAL-NONE).
Result<Rolls> rolls_from(const std::string& path, bool non_interactive);

/// Another generator's bytes, each XORed with a byte that the rolls determine. Whatever the rolls
/// are, the result is as random as the other generator was alone; if that one were known to
/// somebody, it would be as random as the rolls.
class DicedRandomness final : public Randomness {
  public:
    DicedRandomness(Randomness& other, const Rolls& rolls);
    void fill(std::span<std::uint8_t> out) override;

  private:
    Randomness& other_;
    SecretBytes key_;
    std::uint64_t draws_ = 0;
};

}  // namespace breakglass::ceremony
