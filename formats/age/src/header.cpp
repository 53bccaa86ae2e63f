#include "header_lines.h"

#include <algorithm>

#include <fmt/format.h>

#include <breakglass/age/header.h>
#include <breakglass/encoding/base64.h>
#include <breakglass/ground/check.h>
#include <breakglass/ground/kdf.h>

namespace breakglass::age {

namespace {

constexpr std::size_t columns = 64;
constexpr std::string_view stanza_mark = "-> ";

Error malformed(std::size_t line, std::string_view what) {
    return {ErrorKind::unverified, "AGE-HEADER-MALFORMED",
            fmt::format("line {} of the age header {}", line, what), ""};
}

bool is_argument(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= 33 && c <= 126; });
}

/// Takes lines off the front of a header, counting them.
class Lines {
  public:
    explicit Lines(std::string_view text) : text_(text) {}
    /// Without its newline; nothing when the text ends first.
    std::optional<std::string_view> next() {
        const std::size_t end = text_.find('\n', at_);
        if (end == std::string_view::npos) {
            ran_out_ = true;
            return std::nullopt;
        }
        const std::string_view line = text_.substr(at_, end - at_);
        at_ = end + 1;
        ++number_;
        return line;
    }
    std::size_t number() const { return number_; }
    std::size_t taken() const { return at_; }
    bool ran_out() const { return ran_out_; }

  private:
    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t number_ = 0;
    bool ran_out_ = false;
};

Result<Stanza> parse_stanza(std::string_view first, Lines& lines) {
    if (!first.starts_with(stanza_mark)) {
        return malformed(lines.number(), "is neither a stanza nor the MAC");
    }
    Stanza stanza;
    std::string_view rest = first.substr(stanza_mark.size());
    bool is_type = true;
    while (true) {
        const std::size_t space = rest.find(' ');
        const std::string_view argument = rest.substr(0, space);
        if (!is_argument(argument)) {
            return malformed(lines.number(), "has an empty or unprintable argument");
        }
        if (is_type) {
            stanza.type = argument;
        } else {
            stanza.arguments.emplace_back(argument);
        }
        is_type = false;
        if (space == std::string_view::npos) break;
        rest = rest.substr(space + 1);
    }
    while (true) {
        const auto line = lines.next();
        if (!line) return malformed(lines.number() + 1, "is missing: the stanza has no end");
        const auto bytes = line->size() <= columns ? encoding::from_base64(*line) : std::nullopt;
        if (!bytes) return malformed(lines.number(), "is not canonical base64 of 64 columns");
        append(stanza.body, *bytes);
        if (line->size() < columns) return stanza;
    }
}

void append_line(Bytes& to, std::string_view text) {
    append(to, as_bytes(text));
    to.push_back('\n');
}

}  // namespace

Result<Header> parse_header(ByteView bytes) {
    const std::string_view text = as_text(bytes.first(std::min(bytes.size(), max_header_bytes)));
    const bool cut = bytes.size() > text.size();
    Lines lines(text);
    const auto version = lines.next();
    if (const Status known = check_version_line(version.value_or(text)); !known) {
        return known.error();
    }
    if (!version) return malformed(1, "has no end");
    Header header;
    while (true) {
        const auto line = lines.next();
        if (!line && cut) return too_large();
        if (!line)
            return malformed(lines.number() + 1, "is missing: the header ends before its MAC");
        if (line->starts_with(mac_mark)) {
            const auto mac = line->size() == mac_line_bytes - 1 && (*line)[3] == ' '
                                 ? encoding::from_base64(line->substr(4))
                                 : std::nullopt;
            if (!mac) return malformed(lines.number(), "is not a MAC of 32 bytes");
            std::ranges::copy(*mac, header.mac.begin());
            break;
        }
        auto stanza = parse_stanza(*line, lines);
        if (!stanza && cut && lines.ran_out()) return too_large();
        if (!stanza) return std::move(stanza).error();
        header.stanzas.push_back(std::move(*stanza));
    }
    if (header.stanzas.empty()) return malformed(2, "is the MAC: there is no stanza");
    const ByteView stored = bytes.first(lines.taken());
    header.stored.assign(stored.begin(), stored.end());
    return header;
}

std::array<std::uint8_t, 32> header_mac(ByteView up_to_dashes, const SecretBytes& file_key) {
    const SecretBytes key = hkdf_sha256(file_key, {}, "header");
    return hmac_sha256(key.expose(), up_to_dashes);
}

Status verify_mac(const Header& header, const SecretBytes& file_key) {
    check(header.stored.size() >= mac_line_bytes, "a header without its stored bytes");
    // the stored bytes, up to and including "---"
    const ByteView covered =
        ByteView(header.stored).first(header.stored.size() - mac_line_bytes + mac_mark.size());
    if (equal_constant_time(header_mac(covered, file_key), header.mac)) return {};
    return Error{ErrorKind::unverified, "AGE-HEADER-MAC",
                 "the age header was changed after it was written: its MAC does not verify", ""};
}

Bytes encode_header(std::span<const Stanza> stanzas, const SecretBytes& file_key) {
    check(!stanzas.empty(), "an age header needs a stanza");
    Bytes out;
    append_line(out, version_line);
    for (const Stanza& stanza : stanzas) {
        check(is_argument(stanza.type), "a stanza type");
        std::string first = std::string(stanza_mark) + stanza.type;
        for (const std::string& argument : stanza.arguments) {
            check(is_argument(argument), "a stanza argument");
            first += ' ' + argument;
        }
        append_line(out, first);
        const std::string body = encoding::to_base64(stanza.body);
        // a body of whole lines ends with an empty one, so "<="
        for (std::size_t at = 0; at <= body.size(); at += columns) {
            append_line(out, std::string_view(body).substr(at, columns));
        }
    }
    append(out, as_bytes(mac_mark));
    const auto mac = header_mac(out, file_key);
    append_line(out, ' ' + encoding::to_base64(mac));
    return out;
}

}  // namespace breakglass::age
