#include <algorithm>
#include <charconv>
#include <optional>

#include <breakglass/backup/pins.h>
#include <breakglass/encoding/hex.h>

namespace breakglass::backup {

namespace {

Error malformed(std::size_t line) {
    return {ErrorKind::unverified, "PINS-MALFORMED",
            "line " + std::to_string(line) +
                " of the pins is not: fingerprint, ledger size, escrow, sealing file",
            "look at the file; a line may be removed to pin that escrow anew"};
}

std::optional<Pin> parse_pin(std::string_view line) {
    std::vector<std::string_view> fields;
    while (true) {
        const std::size_t tab = line.find('\t');
        fields.push_back(line.substr(0, tab));
        if (tab == std::string_view::npos) break;
        line.remove_prefix(tab + 1);
    }
    if (fields.size() != 4 || fields[2].empty() || fields[3].empty()) return std::nullopt;
    auto fingerprint = encoding::from_hex(fields[0]);
    Pin pin;
    if (!fingerprint || fingerprint->size() != pin.fingerprint.size()) return std::nullopt;
    std::ranges::copy(*fingerprint, pin.fingerprint.begin());
    const std::string_view size = fields[1];
    const auto [end, fault] =
        std::from_chars(size.data(), size.data() + size.size(), pin.ledger_size);
    if (fault != std::errc() || end != size.data() + size.size()) return std::nullopt;
    pin.escrow = fields[2];
    pin.file = fields[3];
    return pin;
}

Error differs(const Pin& pinned, const Pin& seen, const std::string& pins_file) {
    return {ErrorKind::unverified, "SEALING-PIN-DIFFERS",
            "the sealing file of \"" + seen.escrow + "\" has the fingerprint " +
                to_hex(seen.fingerprint) + ", this host pinned " + to_hex(pinned.fingerprint) +
                " for \"" + pinned.escrow + "\" in " + pinned.file,
            "a swapped file would redirect all backups: ask the escrow's owner in person; if the "
            "owner's key did change, remove that line from " +
                pins_file};
}

}  // namespace

Result<std::vector<Pin>> parse_pins(ByteView text) {
    std::vector<Pin> pins;
    std::string_view rest = as_text(text);
    for (std::size_t number = 1; !rest.empty(); ++number) {
        const std::size_t newline = rest.find('\n');
        if (newline == std::string_view::npos) return malformed(number);
        auto pin = parse_pin(rest.substr(0, newline));
        if (!pin) return malformed(number);
        pins.push_back(std::move(*pin));
        rest.remove_prefix(newline + 1);
    }
    return pins;
}

std::string encode_pins(const std::vector<Pin>& pins) {
    std::string text;
    for (const Pin& pin : pins) {
        text += to_hex(pin.fingerprint) + "\t" + std::to_string(pin.ledger_size) + "\t" +
                pin.escrow + "\t" + pin.file + "\n";
    }
    return text;
}

Result<PinOutcome> compare_and_pin(std::vector<Pin>& pins, const Pin& seen,
                                   const std::string& pins_file) {
    if (seen.file.find_first_of("\t\n") != std::string::npos) {
        return Error{ErrorKind::usage, "SEALING-PLACE",
                     "the path of the sealing file has a tab or a newline in it",
                     "move it to a place with a plain name"};
    }
    Pin* same_place = nullptr;
    std::uint64_t largest = 0;
    for (Pin& pin : pins) {
        const bool here = pin.file == seen.file;
        if (!here && pin.escrow != seen.escrow) continue;
        if (pin.fingerprint != seen.fingerprint) return differs(pin, seen, pins_file);
        largest = std::max(largest, pin.ledger_size);
        if (here) same_place = &pin;
    }
    const bool superseded = seen.ledger_size < largest;
    if (same_place != nullptr) {
        same_place->ledger_size = std::max(same_place->ledger_size, seen.ledger_size);
        return superseded ? PinOutcome::superseded : PinOutcome::known;
    }
    const bool escrow_known =
        std::ranges::any_of(pins, [&seen](const Pin& pin) { return pin.escrow == seen.escrow; });
    pins.push_back(seen);
    if (superseded) return PinOutcome::superseded;
    return escrow_known ? PinOutcome::known : PinOutcome::first_use;
}

}  // namespace breakglass::backup
