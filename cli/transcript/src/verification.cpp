#include "entries.h"

#include <utility>

#include <fmt/format.h>

#include <breakglass/console/printable.h>
#include <breakglass/ledger/comparison.h>
#include <breakglass/policy/policy.h>
#include <breakglass/records/utc.h>
#include <breakglass/signature/public_key.h>
#include <breakglass/transcript/verification.h>

namespace breakglass::transcript {

namespace {

constexpr std::string_view first_line = "breakglass ceremony record v1";

Error no_record(const std::string& what) {
    return {ErrorKind::unverified, "RECORD-FORMAT", "this is no record of a ceremony: " + what,
            "give the text, not the PDF: breakglass ceremony record --output FILE"};
}

/// Takes one line off the front.
std::string_view take_line(std::string_view& rest) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return line;
}

/// What a record says of itself in its first lines.
struct Named {
    page::Language language = page::Language::en;
    std::string escrow, set_id;
    tree::Head head;
};

Result<Named> read_names(std::string_view record) {
    if (take_line(record) != first_line)
        return no_record("it does not begin with \"" + std::string(first_line) + "\"");
    Named named;
    std::string language, head;
    const std::pair<std::string_view, std::string*> wanted[] = {{"language: ", &language},
                                                                {"escrow: ", &named.escrow},
                                                                {"set: ", &named.set_id},
                                                                {"ledger: ", &head}};
    for (const auto& [name, value] : wanted) {
        std::string_view line = take_line(record);
        if (line.starts_with("original: ")) line = take_line(record);
        if (!line.starts_with(name))
            return no_record("it has no line \"" + std::string(name) + "...\" where one belongs");
        *value = line.substr(name.size());
    }
    if (language != "en" && language != "id")
        return no_record("its language is " + console::quoted(language));
    if (language == "id") named.language = page::Language::id;
    const auto parsed = ledger::parse_head(head);
    if (!parsed) return no_record("it names no head of a ledger");
    named.head = *parsed;
    return named;
}

/// Names the first line that is not what the ledger gives.
Status compare(std::string_view given, std::string_view made) {
    for (std::size_t number = 1; given != made; ++number) {
        const bool both = !given.empty() && !made.empty();
        const std::string_view theirs = take_line(given);
        const std::string_view ours = take_line(made);
        if (both && theirs == ours) continue;
        return Error{ErrorKind::unverified, "RECORD-DIFFERS",
                     fmt::format("line {} of the record says {}, the ledger gives {}", number,
                                 console::quoted(theirs), console::quoted(ours)),
                     "take the record that was signed; who changed this one?"};
    }
    return {};
}

/// What is to be said about a signature beside that it verifies by the key that stands in it.
std::optional<Error> fault_of(const Witness& witness, const policy::Policy& policy) {
    const Signed& by = witness.signature;
    const std::string whose =
        "the signature of " + console::quoted(by.signer) + " in entry " + std::to_string(by.entry);
    if (!by.fault.empty())
        return Error{ErrorKind::unverified, by.fault, whose + " does not hold", ""};
    const policy::Person* person = policy.person(by.signer);
    const auto key = person == nullptr || person->ssh.empty()
                         ? Result<signature::PublicKey>(Error{})
                         : signature::parse_public_key(person->ssh);
    if (key && signature::fingerprint(*key) == by.key) return std::nullopt;
    return Error{ErrorKind::unverified, "RECORD-SIGNER",
                 whose + " is by " + by.key + ", which the policy in force does not name for them",
                 "compare with the policy of that day, in a kit"};
}

}  // namespace

Result<Verified> verify(const escrow::Directory& escrow, ByteView record) {
    const auto named = read_names(as_text(record));
    if (!named) return named.error();
    if (!std::string_view(named->escrow).ends_with(" " + escrow.id())) {
        return Error{ErrorKind::unverified, "RECORD-ESCROW",
                     "the record is of escrow " + console::quoted(named->escrow) +
                         ", this one's id is " + escrow.id(),
                     "name that escrow: --escrow DIR"};
    }
    if (Status ours = escrow.ledger().compare(named->head.size, named->head.root, "the record");
        !ours)
        return std::move(ours).error();
    const auto transcript = compile(escrow, {.set_id = named->set_id, .at = named->head.size});
    if (!transcript) return transcript.error();
    if (Status same = compare(as_text(record), to_text(*transcript, named->language)); !same)
        return std::move(same).error();
    Verified verified{
        .set_id = named->set_id, .size = named->head.size, .record = to_hex(hash_of(*transcript))};
    // Signatures come after the record they are about.
    auto now = compile(escrow, {.set_id = named->set_id});
    if (!now) return std::move(now).error();
    for (Witness& witness : now->signed_by) {
        if (witness.record != verified.record) continue;
        if (auto fault = fault_of(witness, escrow.policy()))
            verified.faults.push_back(*std::move(fault));
        verified.signed_by.push_back(std::move(witness));
    }
    return verified;
}

std::string to_text(const Verified& verified) {
    std::string text =
        fmt::format("the record of set {} is what the ledger gives at {} entries\nSHA-256 {}\n",
                    verified.set_id, verified.size, verified.record);
    for (const Witness& witness : verified.signed_by) {
        const Signed& by = witness.signature;
        text += fmt::format("signed by {} with {}, {} (entry {}){}\n",
                            console::printable(by.signer), by.key, records::utc_text(by.time),
                            by.entry, by.fault.empty() ? "" : ": DOES NOT VERIFY");
    }
    if (verified.signed_by.empty()) text += "nobody has signed it yet\n";
    return text;
}

}  // namespace breakglass::transcript
