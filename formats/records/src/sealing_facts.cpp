#include "rules.h"
#include "strict_json.h"

#include <algorithm>

#include <breakglass/age/recipient.h>
#include <breakglass/age/x25519.h>
#include <breakglass/records/sealing_file.h>
#include <breakglass/records/utc.h>
#include <breakglass/sealed/header.h>
#include <breakglass/sealed/plain_text.h>

namespace breakglass::records {

namespace {

constexpr std::string_view version = "sealing v1";
constexpr std::size_t max_labels = 256;

Error malformed(const std::string& why) {
    return {ErrorKind::unverified, "SEALING-MALFORMED", "the sealing file is malformed: " + why,
            "ask the escrow's owner for a new one: breakglass escrow export-sealing"};
}

Status check_recipients(const SealingFacts& facts) {
    if (!age::X25519Recipient::parse(facts.recovery_recipient)) {
        return malformed("its recovery recipient is not an age1... recipient");
    }
    if (facts.kek_recipients.empty() || facts.kek_recipients.size() > sealed::max_keks) {
        return malformed("it names no KEK or more than two");
    }
    std::vector<std::string> seen = {facts.recovery_recipient};
    for (const std::string& text : facts.kek_recipients) {
        if (!age::parse_deriving_recipient(text)) {
            return malformed("a KEK is not an age1... or age1tag1... recipient");
        }
        if (std::ranges::find(seen, text) != seen.end()) {
            return malformed("its recipients do not all differ");
        }
        seen.push_back(text);
    }
    return {};
}

Status check_labels(const std::vector<std::string>& labels) {
    if (labels.empty() || labels.size() > max_labels) {
        return malformed("it allows " + std::to_string(labels.size()) + " labels, not 1 to 256");
    }
    for (const std::string& label : labels) {
        if (auto text = sealed::check_plain_text(label, "label", sealed::max_label_bytes); !text) {
            return malformed(text.error().message);
        }
    }
    return {};
}

/// Whether text matches a pattern in which * stands for any characters. After a mismatch the last
/// star takes one character more, so the work is at most one length times the other.
bool matches(std::string_view pattern, std::string_view text) {
    std::size_t at = 0;
    std::size_t in_pattern = 0;
    std::size_t star = std::string_view::npos;
    std::size_t star_text = 0;
    while (at < text.size()) {
        if (in_pattern < pattern.size() && pattern[in_pattern] == '*') {
            star = in_pattern++;
            star_text = at;
        } else if (in_pattern < pattern.size() && pattern[in_pattern] == text[at]) {
            ++in_pattern;
            ++at;
        } else if (star != std::string_view::npos) {
            in_pattern = star + 1;
            at = ++star_text;
        } else {
            return false;
        }
    }
    return pattern.find_first_not_of('*', in_pattern) == std::string_view::npos;
}

}  // namespace

std::string SealingFacts::set_id() const {
    return sealed::recipient_id(recovery_recipient);
}

std::vector<std::string> SealingFacts::kek_ids() const {
    std::vector<std::string> ids;
    for (const std::string& text : kek_recipients)
        ids.push_back(sealed::recipient_id(text));
    return ids;
}

Status check_sealing(const SealingFacts& facts) {
    if (auto text = sealed::check_plain_text(facts.escrow, "escrow's name", max_escrow_bytes);
        !text) {
        return malformed(text.error().message);
    }
    if (auto text = sealed::check_plain_text(facts.owner, "owner's id", max_person_bytes); !text) {
        return malformed(text.error().message);
    }
    if (auto recipients = check_recipients(facts); !recipients) return recipients;
    if (auto labels = check_labels(facts.labels); !labels) return labels;
    if (facts.created_at < 0 || facts.expires_at > max_time ||
        facts.expires_at <= facts.created_at) {
        return malformed("it expires before it was made");
    }
    return {};
}

Bytes encode_sealing_body(const SealingFacts& facts) {
    check(static_cast<bool>(check_sealing(facts)),
          "a sealing file is checked before it is written");
    nlohmann::ordered_json body;
    body["breakglass"] = version;
    body["escrow"] = facts.escrow;
    body["owner"] = facts.owner;
    body["escrow_fingerprint"] = to_hex(facts.fingerprint);
    body["set"] = facts.set_id();
    body["recovery_recipient"] = facts.recovery_recipient;
    body["kek"] = facts.kek_ids();
    body["kek_recipients"] = facts.kek_recipients;
    body["labels"] = facts.labels;
    body["created_at"] = utc_text(facts.created_at);
    body["expires_at"] = utc_text(facts.expires_at);
    body["ledger_size"] = facts.ledger_size;
    body["ledger_root"] = to_hex(facts.ledger_root);
    const std::string text = body.dump(2) + "\n";
    return Bytes(text.begin(), text.end());
}

Result<SealingFacts> parse_sealing_body(ByteView body) {
    if (body.size() > max_sealing_bytes) return malformed("it is larger than 65536 bytes");
    const std::string_view text = as_text(body);
    if (!text.ends_with("}\n")) return malformed("its text does not end with a line \"}\"");
    StrictObject object("SEALING-MALFORMED", "the sealing file");
    if (auto read = object.read(text); !read) return std::move(read).error();
    if (object.text("breakglass") != version) {
        return malformed("it does not say \"breakglass\": \"sealing v1\"");
    }
    SealingFacts facts;
    facts.escrow = object.text("escrow");
    facts.owner = object.text("owner");
    facts.fingerprint = object.hash("escrow_fingerprint");
    const std::string set_id = object.text("set");
    facts.recovery_recipient = object.text("recovery_recipient");
    const std::vector<std::string> kek_ids = object.texts("kek", sealed::max_keks);
    facts.kek_recipients = object.texts("kek_recipients", sealed::max_keks);
    facts.labels = object.texts("labels", max_labels);
    facts.created_at = object.time("created_at");
    facts.expires_at = object.time("expires_at");
    facts.ledger_size = object.number("ledger_size");
    facts.ledger_root = object.hash("ledger_root");
    if (auto complete = object.finish(); !complete) return std::move(complete).error();
    if (auto sound = check_sealing(facts); !sound) return std::move(sound).error();
    if (set_id != facts.set_id() || kek_ids != facts.kek_ids()) {
        return malformed("its ids are not those of its recipients");
    }
    return facts;
}

bool label_allowed(const SealingFacts& facts, std::string_view label) {
    return std::ranges::any_of(
        facts.labels, [label](const std::string& pattern) { return matches(pattern, label); });
}

}  // namespace breakglass::records
