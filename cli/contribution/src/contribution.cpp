#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include <breakglass/contribution/contribution.h>
#include <breakglass/encoding/hex.h>
#include <breakglass/records/utc.h>

namespace breakglass::contribution {

namespace {

constexpr std::string_view statement_begin = "breakglass statement ";
constexpr std::string_view age_armor_begin = "-----BEGIN AGE ENCRYPTED FILE-----\n";
constexpr std::string_view age_begin = "age-encryption.org/";

Error malformed(const std::string& what) {
    return {ErrorKind::unverified, "CONTRIBUTION-MALFORMED", what,
            "have it made anew: breakglass incident contribute CASE --output FILE"};
}

/// Reads fields by name; the first one that is wrong is remembered.
struct FieldReader {
    const statement::Statement& said;
    std::string wrong = {};

    std::string text(const char* name) {
        const std::string* value = said.only(name);
        if (value == nullptr) refuse(name);
        return value == nullptr ? std::string() : *value;
    }
    Hash256 hash(const char* name) {
        Hash256 hash{};
        const auto bytes = encoding::from_hex(text(name));
        if (!bytes || bytes->size() != hash.size()) {
            refuse(name);
            return hash;
        }
        std::copy(bytes->begin(), bytes->end(), hash.begin());
        return hash;
    }
    std::size_t number(const char* name) {
        const std::string digits = text(name);
        std::size_t value = 0;
        const char* const last = digits.data() + digits.size();
        const auto [end, fault] = std::from_chars(digits.data(), last, value);
        if (fault != std::errc() || end != last || value == 0) refuse(name);
        return value;
    }
    cases::Time time(const char* name) {
        const auto time = records::parse_utc(text(name));
        if (!time) refuse(name);
        return time.value_or(0);
    }
    void refuse(const char* name) {
        if (wrong.empty()) wrong = name;
    }
};

}  // namespace

statement::Statement to_statement(const Claim& claim) {
    return {
        .kind = contribution_kind,
        .fields = {{"escrow", claim.escrow},
                   {"case", claim.case_name},
                   {"request", to_hex(claim.request)},
                   {"set", claim.set_id},
                   {"group", claim.group},
                   {"number", std::to_string(claim.number)},
                   {"file", to_hex(claim.age_file)},
                   {"signer", claim.signer},
                   {"time", records::utc_text(claim.time)}},
        .words = fmt::format("{} gives the share {} {} of set {} to this case and to no other.\n"
                             "It is in the age file below, encrypted to the case's recipient.\n",
                             claim.signer, claim.group, claim.number, claim.set_id)};
}

Result<Claim> read_claim(const statement::Statement& said) {
    if (said.kind != contribution_kind) {
        return malformed(fmt::format("this is a statement of kind {}, expected {}", said.kind,
                                     contribution_kind));
    }
    FieldReader fields{said};
    Claim claim{.escrow = fields.text("escrow"),
                .case_name = fields.text("case"),
                .request = fields.hash("request"),
                .set_id = fields.text("set"),
                .group = fields.text("group"),
                .number = fields.number("number"),
                .age_file = fields.hash("file"),
                .signer = fields.text("signer"),
                .time = fields.time("time")};
    if (!fields.wrong.empty())
        return malformed("the statement has no sound field \"" + fields.wrong + "\"");
    // One spelling: no other field, order or word was signed than the giver was shown.
    if (!(to_statement(claim) == said))
        return malformed("the statement says more, or something else, than its fields");
    return claim;
}

Result<Contribution> parse_contribution(ByteView stored) {
    if (stored.size() > max_contribution_bytes) {
        return Error{ErrorKind::unverified, "CONTRIBUTION-TOO-LARGE",
                     fmt::format("this has more than the {} bytes of the largest contribution",
                                 max_contribution_bytes),
                     "is it the right file? a contribution is small"};
    }
    const std::string_view text = as_text(stored);
    Contribution found;
    if (!text.starts_with(statement_begin)) {
        const std::size_t begin = std::min(text.find_first_not_of(" \t\r\n"), text.size());
        const std::string_view rest = text.substr(begin);
        const std::string_view armor = age_armor_begin.substr(0, age_armor_begin.size() - 1);
        if (!text.starts_with(age_begin) && !rest.starts_with(armor))
            return malformed("this is neither a contribution nor an age file");
        found.age_file.assign(stored.begin(), stored.end());
        return found;
    }
    const std::size_t end = text.find(signature::armor_end);
    const std::size_t below = end == std::string_view::npos
                                  ? text.size()
                                  : end + signature::armor_end.size() + 1;  // and its newline
    if (below >= text.size()) return malformed("no age file follows the statement");
    auto said = statement::parse_signed(stored.first(below));
    if (!said) return std::move(said).error();
    auto claim = read_claim(said->statement);
    if (!claim) return std::move(claim).error();
    if (!text.substr(below).starts_with(age_armor_begin))
        return malformed("no armored age file follows the statement");
    found.said = *std::move(said);
    found.claim = *std::move(claim);
    found.age_file.assign(stored.begin() + static_cast<std::ptrdiff_t>(below), stored.end());
    return found;
}

}  // namespace breakglass::contribution
