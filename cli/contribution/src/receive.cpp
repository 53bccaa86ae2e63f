#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include <breakglass/age/file.h>
#include <breakglass/cases/saying.h>
#include <breakglass/console/printable.h>
#include <breakglass/contribution/contribution.h>
#include <breakglass/contribution/receive.h>
#include <breakglass/disk/descriptor.h>
#include <breakglass/disk/read_file.h>

namespace breakglass::contribution {

namespace fs = std::filesystem;

namespace {

Error refused(const char* rule, std::string message, std::string hint) {
    return {ErrorKind::unverified, rule, std::move(message), std::move(hint)};
}

Status list_folder(const std::string& folder, std::vector<std::string>& files) {
    std::error_code problem;
    std::vector<std::string> found;
    for (fs::directory_iterator at(folder, problem), end; !problem && at != end;
         at.increment(problem)) {
        const std::string name = at->path().filename().string();
        std::error_code unknown;
        if (name.starts_with('.') || !at->is_regular_file(unknown)) continue;
        if (files.size() + found.size() >= max_contributions) {
            return Error{ErrorKind::usage, "CONTRIBUTION-TOO-MANY",
                         fmt::format("{} holds more than {} files", console::quoted(folder),
                                     max_contributions),
                         "name the files instead of the folder"};
        }
        found.push_back(at->path().string());
    }
    if (problem) return disk::system_error("cannot list", folder, problem.value());
    std::ranges::sort(found);
    files.insert(files.end(), std::make_move_iterator(found.begin()),
                 std::make_move_iterator(found.end()));
    return {};
}

Result<Bytes> read_contribution_file(const std::string& file) {
    auto bytes = disk::read_file(file, max_contribution_bytes);
    if (!bytes && bytes.error().rule == "FILE-TOO-LARGE") {
        return refused("CONTRIBUTION-TOO-LARGE",
                       fmt::format("this has more than the {} bytes of the largest contribution",
                                   max_contribution_bytes),
                       "is it the right file? a contribution is small");
    }
    return bytes;
}

/// That it was made for this request and for no other.
Status check_case(const Claim& claim, const cases::Case& it) {
    const bool ours = claim.escrow == cases::escrow_field(it.request) &&
                      claim.case_name == it.request.case_name && claim.request == it.request_hash();
    if (ours) return {};
    const std::string hint = fmt::format(
        "ask {} for a contribution to {}: breakglass incident "
        "contribute {}",
        console::printable(claim.signer), it.request.case_name, it.request.case_name);
    if (claim.escrow != cases::escrow_field(it.request)) {
        return refused(
            "CONTRIBUTION-OTHER-CASE",
            fmt::format("this was given to case {} of escrow {}, not to {} of {}",
                        console::printable(claim.case_name), console::quoted(claim.escrow),
                        it.request.case_name, console::quoted(cases::escrow_field(it.request))),
            hint);
    }
    return refused(
        "CONTRIBUTION-OTHER-CASE",
        fmt::format("this was given to {} case {}, not to {}",
                    claim.case_name == it.request.case_name ? "another request of" : "the",
                    console::printable(claim.case_name), it.request.case_name),
        hint);
}

/// That the person it names signed for exactly these bytes.
Status check_signature(const Contribution& given, const policy::Policy& policy) {
    const Claim& claim = given.claim;
    const std::string who = console::printable(claim.signer);
    const std::string hint = "leave it out, and ask " + who + " by telephone what was sent";
    const policy::Person* person = policy.person(claim.signer);
    if (person == nullptr || person->ssh.empty()) {
        return refused("CONTRIBUTION-FORGED", who + " has no key in the policy to sign with", hint);
    }
    const auto key = signature::parse_public_key(person->ssh);
    if (!key) return key.error();
    if (auto genuine = statement::verify(*given.said, *key); !genuine) {
        return refused("CONTRIBUTION-FORGED",
                       fmt::format("{} did not sign this: {}", who, genuine.error().message), hint);
    }
    if (sha256(given.age_file) == claim.age_file) return {};
    return refused("CONTRIBUTION-FORGED", "the age file is not the one that " + who + " signed for",
                   hint);
}

Error cannot_open(Error error, bool is_signed) {
    // Who has no share of ours may still have sent an age file to somebody else's key.
    if (error.rule == "AGE-NO-MATCH" && !is_signed) {
        return refused("CONTRIBUTION-OTHER-CASE",
                       "this age file is not encrypted to the recipient of this case",
                       "the recipient stands in the request: breakglass case show CASE");
    }
    return refused("CONTRIBUTION-DAMAGED", "this does not open: " + error.message,
                   "have it sent again");
}

/// That the words are the share that the signer said they are, and the signer's own.
Status check_holder(const Claim& claim, const reading::Reading& read,
                    const records::Manifest& manifest,
                    const std::vector<records::Manifest>& others) {
    gathering::CardCollector alone(manifest, others);
    const auto cards = reading::read_card(alone, read, {}, {});
    if (cards.size() != 1) {
        return refused("CONTRIBUTION-NOT-HOLDER",
                       fmt::format("{} sent {} cards, expected one",
                                   console::printable(claim.signer), cards.size()),
                       "everybody gives their own share");
    }
    if (!cards.front().accepted) return cards.front().accepted.error();
    const gathering::AcceptedCard& card = *cards.front().accepted;
    const auto position = reading::position_of(manifest, card, claim.signer, read.path);
    const bool as_said = position && claim.set_id == manifest.set_id &&
                         claim.group == card.group_name && claim.number == *position + 1;
    if (as_said) return {};
    if (position) {
        return refused(
            "CONTRIBUTION-NOT-HOLDER",
            fmt::format("{} signed for the share {} {} of set {}, but these are the words "
                        "of {} {} of set {}",
                        console::printable(claim.signer), console::printable(claim.group),
                        claim.number, console::printable(claim.set_id), card.group_name,
                        *position + 1, manifest.set_id),
            "have it made anew: breakglass incident contribute");
    }
    return refused("CONTRIBUTION-NOT-HOLDER",
                   fmt::format("{} signed for a share that is not theirs: {}",
                               console::printable(claim.signer), position.error().message),
                   "everybody gives their own share: ask its holder");
}

}  // namespace

Result<std::vector<std::string>> files_of(const std::vector<std::string>& paths) {
    std::vector<std::string> files;
    for (const std::string& path : paths) {
        std::error_code problem;
        if (!fs::is_directory(path, problem)) {
            files.push_back(path);
        } else if (auto listed = list_folder(path, files); !listed) {
            return std::move(listed).error();
        }
    }
    return files;
}

Result<Received> Mailbox::open(const std::string& file) const {
    const auto stored = read_contribution_file(file);
    if (!stored) return stored.error();
    const auto given = parse_contribution(*stored);
    if (!given) return given.error();
    if (given->said) {
        if (auto ours = check_case(given->claim, it_); !ours) return std::move(ours).error();
        if (auto genuine = check_signature(*given, policy_); !genuine)
            return std::move(genuine).error();
    }
    const age::Identity* const keys[] = {&key_};
    auto words = age::decrypt_secret(keys, given->age_file);
    if (!words) return cannot_open(std::move(words).error(), given->said.has_value());
    if (words->empty()) return cannot_open({.message = "it is empty"}, given->said.has_value());
    Received received{
        .giver = given->claim.signer,
        .reading = {
            .medium = reading::Reading::Medium::words, .path = file, .typed = *std::move(words)}};
    if (given->said) {
        auto own = check_holder(given->claim, received.reading, manifest_, others_);
        if (!own) return std::move(own).error();
    }
    return received;
}

}  // namespace breakglass::contribution
