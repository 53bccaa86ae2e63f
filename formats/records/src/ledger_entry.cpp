#include <array>
#include <charconv>

#include <breakglass/encoding/hex.h>
#include <breakglass/ground/check.h>
#include <breakglass/records/ledger_entry.h>
#include <breakglass/records/utc.h>

namespace breakglass::records {

namespace {

constexpr std::string_view start = R"({"breakglass":"entry v1","number":)";

void append_text(std::string& to, std::string_view text) {
    to += '"';
    for (const char c : text) {
        // all that check_entry lets through and JSON does not take as it is
        if (c == '\n') {
            to += "\\n";
        } else {
            if (c == '"' || c == '\\') to += '\\';
            to += c;
        }
    }
    to += '"';
}

void append_member(std::string& to, std::string_view key, std::string_view value) {
    to += ",\"";
    to += key;
    to += "\":";
    append_text(to, value);
}

/// Reads from the front what the one spelling must have there; stays failed once it did not.
class Cursor {
  public:
    explicit Cursor(std::string_view rest) : rest_(rest) {}

    bool failed() const { return failed_; }
    bool at_end() const { return rest_.empty(); }

    /// Whether the next bytes are these; they are taken then.
    bool take(std::string_view literal) {
        if (failed_ || !rest_.starts_with(literal)) return false;
        rest_.remove_prefix(literal.size());
        return true;
    }

    void expect(std::string_view literal) {
        if (!take(literal)) failed_ = true;
    }

    std::uint64_t number() {
        std::uint64_t value = 0;
        const auto read = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
        if (failed_ || read.ec != std::errc()) {
            failed_ = true;
            return 0;
        }
        rest_.remove_prefix(static_cast<std::size_t>(read.ptr - rest_.data()));
        return value;
    }

    std::string text() {
        std::string value;
        expect("\"");
        while (!failed_) {
            const std::size_t stop = rest_.find_first_of("\"\\");
            if (stop == std::string_view::npos) break;
            value += rest_.substr(0, stop);
            const bool ended = rest_[stop] == '"';
            rest_.remove_prefix(stop + 1);
            if (ended) return value;
            if (rest_.empty()) break;
            const char escaped = rest_.front();
            rest_.remove_prefix(1);
            if (escaped != '"' && escaped != '\\' && escaped != 'n') break;
            value += escaped == 'n' ? '\n' : escaped;
        }
        failed_ = true;
        return value;
    }

  private:
    std::string_view rest_;
    bool failed_ = false;
};

Error malformed(const std::string& why) {
    return {ErrorKind::unverified, "LEDGER-MALFORMED", "the entry is malformed: " + why, ""};
}

std::string encode(const LedgerEntry& entry) {
    std::string line;
    line.reserve(320 + entry.statement.size());
    line += start;
    line += std::to_string(entry.number);
    append_member(line, "after", to_hex(entry.after));
    append_member(line, "time", utc_text(entry.time));
    append_member(line, "act", entry.act);
    if (!entry.actor.empty()) append_member(line, "actor", entry.actor);
    append_member(line, "login", entry.login);
    if (!entry.case_name.empty()) append_member(line, "case", entry.case_name);
    line += ",\"facts\":{";
    for (const LedgerFact& fact : entry.facts) {
        if (&fact != &entry.facts.front()) line += ',';
        append_text(line, fact.name);
        line += ':';
        append_text(line, fact.value);
    }
    line += '}';
    if (!entry.statement.empty()) append_member(line, "statement", entry.statement);
    line += '}';
    return line;
}

}  // namespace

const std::string* LedgerEntry::fact(std::string_view name) const {
    for (const LedgerFact& fact : facts) {
        if (fact.name == name) return &fact.value;
    }
    return nullptr;
}

Bytes encode_entry(const LedgerEntry& entry) {
    check(static_cast<bool>(check_entry(entry)), "an entry is checked before it is stored");
    const std::string line = encode(entry);
    return {line.begin(), line.end()};
}

Result<LedgerEntry> parse_entry(ByteView line) {
    if (line.size() > max_entry_bytes) return malformed("it is longer than 65,536 bytes");
    LedgerEntry entry;
    Cursor cursor(as_text(line));
    cursor.expect(start);
    entry.number = cursor.number();
    cursor.expect(",\"after\":");
    const auto after = encoding::from_hex(cursor.text());
    cursor.expect(",\"time\":");
    const auto time = parse_utc(cursor.text());
    cursor.expect(",\"act\":");
    entry.act = cursor.text();
    if (cursor.take(",\"actor\":")) entry.actor = cursor.text();
    cursor.expect(",\"login\":");
    entry.login = cursor.text();
    if (cursor.take(",\"case\":")) entry.case_name = cursor.text();
    cursor.expect(",\"facts\":{");
    if (!cursor.take("}")) {
        do {
            LedgerFact fact;
            fact.name = cursor.text();
            cursor.expect(":");
            fact.value = cursor.text();
            entry.facts.push_back(std::move(fact));
        } while (cursor.take(","));
        cursor.expect("}");
    }
    if (cursor.take(",\"statement\":")) entry.statement = cursor.text();
    cursor.expect("}");
    if (cursor.failed() || !cursor.at_end()) {
        return malformed("it is not one line of JSON with the keys of an entry in their order");
    }
    if (!after || after->size() != entry.after.size()) {
        return malformed("\"after\" is not 64 lower-case hex digits");
    }
    std::copy(after->begin(), after->end(), entry.after.begin());
    if (!time) return malformed("\"time\" is not a time such as 2031-03-02T04:05:06Z");
    entry.time = *time;
    if (auto sound = check_entry(entry); !sound) return malformed(sound.error().message);
    // one spelling: no leading zeros, no empty member, no other way to escape
    if (encode(entry) != as_text(line)) return malformed("it is not in its one spelling");
    return entry;
}

}  // namespace breakglass::records
