#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include <breakglass/ceremony/dice.h>
#include <breakglass/console/report.h>
#include <breakglass/disk/read_file.h>
#include <breakglass/ground/kdf.h>

namespace breakglass::ceremony {

namespace {

constexpr std::string_view extract_salt = "breakglass/v1/dice";
constexpr std::string_view expand_info = "breakglass/v1/dice/draw";
constexpr std::size_t most_rolls = 4096;
constexpr std::size_t largest_file = 4 * most_rolls;
constexpr std::size_t longest_expansion = 8160;  // RFC 5869, 2.3

bool is_roll(std::uint8_t letter) {
    return letter >= '1' && letter <= '6';
}

bool means_nothing(std::uint8_t letter) {
    constexpr std::string_view between = " ,\t\r\n";
    return between.find(static_cast<char>(letter)) != std::string_view::npos;
}

Error too_many() {
    return {ErrorKind::usage, "DICE-TOO-MANY",
            fmt::format("more than {} rolls were given", most_rolls),
            fmt::format("{} rolls carry all that a key can hold", wanted_rolls)};
}

/// Both, one after the other.
SecretBytes joined(const SecretBytes& first, const SecretBytes& second) {
    SecretBytes both(first.size() + second.size());
    const auto rest = std::ranges::copy(first.expose(), both.expose_mut().begin()).out;
    std::ranges::copy(second.expose(), rest);
    return both;
}

}  // namespace

double Rolls::bits() const {
    return static_cast<double>(count()) * std::log2(6.0);
}

std::string Rolls::summary() const {
    return fmt::format("{} roll{}, {:.1f} bits", count(), count() == 1 ? "" : "s", bits());
}

Result<Rolls> parse_rolls(ByteView text) {
    SecretBytes digits(std::max<std::size_t>(text.size(), 1));
    std::size_t count = 0;
    for (const std::uint8_t letter : text) {
        if (means_nothing(letter)) continue;
        if (!is_roll(letter)) {
            return Error{ErrorKind::usage, "DICE-DIGIT",
                         fmt::format("what follows roll {} is no roll: a die shows 1 to 6", count),
                         "write each roll as a digit, nothing else"};
        }
        if (count == most_rolls) return too_many();
        digits.expose_mut()[count++] = letter;
    }
    if (count == 0) {
        return Error{ErrorKind::usage, "DICE-EMPTY", "not one roll was given",
                     "roll a die, or leave out --dice"};
    }
    digits.shrink(count);
    return Rolls{std::move(digits)};
}

Result<Rolls> read_rolls(const std::string& path) {
    const auto text = disk::read_secret_file(path, largest_file);
    if (!text) return text.error();
    auto rolls = parse_rolls(text->expose());
    if (!rolls) return with_context(std::move(rolls).error(), "\"" + path + "\"");
    return rolls;
}

Result<Rolls> ask_for_rolls(console::Terminal& terminal) {
    terminal.show(
        fmt::format("Roll a die {} times or more and type what it shows, 1 to 6, as many "
                    "at a time as you like.\nNothing is shown while you type. An empty "
                    "line ends it.\n",
                    wanted_rolls));
    Rolls all;
    for (;;) {
        const auto line =
            terminal.ask_secret(fmt::format("rolls {} on (empty to end): ", all.count() + 1));
        if (!line) return line.error();
        if (line->empty()) break;
        const auto more = parse_rolls(line->expose());
        if (!more) {
            terminal.show("that line was not taken: " + more.error().message + "\n");
            continue;
        }
        if (all.count() + more->count() > most_rolls) return too_many();
        all.digits = joined(all.digits, more->digits);
        terminal.show(fmt::format("{} of {} wanted\n", all.summary(), wanted_rolls));
    }
    if (all.count() == 0) return parse_rolls({});
    return all;
}

Result<Rolls> rolls_from(const std::string& path, bool non_interactive) {
    Result<Rolls> rolls = Rolls{};
    if (path.empty()) {
        const auto terminal = console::open_terminal(non_interactive, "--dice FILE");
        if (!terminal) return terminal.error();
        rolls = ask_for_rolls(**terminal);
    } else {
        rolls = read_rolls(path);
    }
    if (!rolls) return rolls;
    console::note("dice: " + rolls->summary() + ", if the die is fair; mixed with the kernel's");
    if (rolls->count() < wanted_rolls) {
        console::warn(fmt::format("{} rolls carry less than the 256 bits of the key, {} carry them",
                                  rolls->count(), wanted_rolls),
                      "the kernel's randomness is in full strength all the same");
    }
    return rolls;
}

DicedRandomness::DicedRandomness(Randomness& other, const Rolls& rolls)
    : other_(other), key_(hkdf_sha256_extract(as_bytes(extract_salt), rolls.digits.expose())) {}

void DicedRandomness::fill(std::span<std::uint8_t> out) {
    other_.fill(out);
    while (!out.empty()) {
        const auto part = out.first(std::min(out.size(), longest_expansion));
        out = out.subspan(part.size());
        std::array<std::uint8_t, expand_info.size() + 8> info{};
        std::ranges::copy(as_bytes(expand_info), info.begin());
        for (std::size_t i = 0; i < 8; ++i)
            info[expand_info.size() + i] = static_cast<std::uint8_t>(draws_ >> (56 - 8 * i));
        ++draws_;
        const SecretBytes pad = hkdf_sha256_expand(key_, info, part.size());
        for (std::size_t i = 0; i < part.size(); ++i)
            part[i] = static_cast<std::uint8_t>(part[i] ^ pad.expose()[i]);
    }
}

}  // namespace breakglass::ceremony
