#include "plan.h"
#include "secret_form.h"
#include "words_input.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include <breakglass/age/x25519.h>
#include <breakglass/console/terminal.h>
#include <breakglass/disk/new_file.h>
#include <breakglass/scheme/combine.h>
#include <breakglass/share/split.h>

namespace breakglass::share {

namespace {

struct Secret {
    SecretBytes bytes;
    std::string recipient;
};

Result<Secret> find_secret(const SplitRequest& request) {
    if (request.secret_file.empty()) {
        if (request.form == SecretForm::hex) {
            return Error{ErrorKind::usage, "SPLIT-SECRET-FORM",
                         "--hex says how a secret file is written, and no file is named",
                         "add --secret-file FILE"};
        }
        const age::X25519Identity identity = age::X25519Identity::generate();
        return Secret{identity.secret().clone(), identity.recipient().text()};
    }
    auto bytes = read_secret(request.secret_file, request.form);
    if (!bytes) return std::move(bytes).error();
    Secret secret{*std::move(bytes), {}};
    if (request.form == SecretForm::identity) secret.recipient = recipient_of(secret.bytes);
    return secret;
}

/// Every share must read back from its words, and all together give the secret again.
void try_shares(const std::vector<slip39::Share>& shares, const Secret& secret,
                const SecretBytes& passphrase) {
    std::vector<slip39::Share> read_back;
    for (const slip39::Share& share : shares) {
        auto again = slip39::parse_mnemonic(slip39::format_mnemonic(share).expose());
        check(static_cast<bool>(again), "a share reads back from its words");
        read_back.push_back(*std::move(again));
    }
    const auto rejoined = slip39::combine(read_back, passphrase);
    check(rejoined && equal_constant_time(*rejoined, secret.bytes), "the shares give the secret");
}

SecretBytes file_content(const slip39::Share& share, const NamedPlan& plan,
                         const std::string& recipient) {
    const slip39::Group& group = plan.plan.groups[share.group_index];
    const std::string name = plan.plan.groups.size() == 1 && plan.names[0] == "1"
                                 ? std::string()
                                 : fmt::format(" of group {}", plan.names[share.group_index]);
    std::string comment = fmt::format(
        "# SLIP-39 share {} of {}{}, set {}: secret\n# opens with {}\n", share.member_index + 1,
        group.members, name, share.identifier, opens_with(plan));
    if (!recipient.empty()) comment += fmt::format("# recipient {}\n", recipient);
    const SecretBytes words = slip39::format_mnemonic(share);
    SecretBytes text(comment.size() + words.size() + 1);
    std::ranges::copy(as_bytes(comment), text.expose_mut().begin());
    std::ranges::copy(words.expose(), text.expose_mut().subspan(comment.size()).begin());
    text.expose_mut().back() = '\n';
    return text;
}

/// Gives all files their names, or takes back those that had theirs.
Status publish_all(std::vector<disk::NewFile>& files) {
    for (std::size_t at = 0; at < files.size(); ++at) {
        Status published = files[at].publish();
        if (published) continue;
        for (std::size_t earlier = 0; earlier < at; ++earlier) {
            (void)::unlink(files[earlier].path().c_str());
        }
        return published;
    }
    return {};
}

Result<std::vector<ShareFile>> write_files(const std::vector<slip39::Share>& shares,
                                           const NamedPlan& plan, const std::string& recipient,
                                           const std::string& directory) {
    Status ready = disk::ensure_directory(directory);
    if (!ready) return std::move(ready).error();
    std::vector<ShareFile> named;
    std::vector<disk::NewFile> files;
    for (const slip39::Share& share : shares) {
        const std::string& group = plan.names[share.group_index];
        const unsigned member = share.member_index + 1U;
        const std::string path = fmt::format("{}/share-{}-{}.txt", directory, group, member);
        auto file = disk::NewFile::create(path);
        if (!file) return std::move(file).error();
        Status written = file->write(file_content(share, plan, recipient).expose());
        if (!written) return std::move(written).error();
        files.push_back(*std::move(file));
        named.push_back({path, group, member});
    }
    Status published = publish_all(files);
    if (!published) return std::move(published).error();
    return named;
}

}  // namespace

Result<SplitOutcome> split(const SplitRequest& request) {
    const auto plan = make_plan(request);
    if (!plan) return plan.error();
    const std::string inputs[] = {request.secret_file};
    Status once = check_standard_input(inputs, request.passphrase_file);
    if (!once) return std::move(once).error();
    SecretBytes passphrase;
    if (!request.passphrase_file.empty()) {
        auto read = console::read_passphrase(
            {.file = request.passphrase_file, .is_new = true, .purpose = "the shares"});
        if (!read) return std::move(read).error();
        passphrase = *std::move(read);
    }
    const auto secret = find_secret(request);
    if (!secret) return secret.error();
    const auto shares = slip39::split(secret->bytes, passphrase, plan->plan);
    if (!shares) return shares.error();
    try_shares(*shares, *secret, passphrase);
    auto files = write_files(*shares, *plan, secret->recipient, request.output_dir);
    if (!files) return std::move(files).error();
    return SplitOutcome{shares->front().identifier, secret->recipient, opens_with(*plan),
                        *std::move(files)};
}

std::string split_text(const SplitOutcome& outcome, bool as_json) {
    if (!as_json) return outcome.recipient.empty() ? std::string() : outcome.recipient + "\n";
    nlohmann::ordered_json object;
    object["identifier"] = outcome.identifier;
    if (!outcome.recipient.empty()) object["recipient"] = outcome.recipient;
    object["opens_with"] = outcome.opens_with;
    object["files"] = nlohmann::ordered_json::array();
    for (const ShareFile& file : outcome.files) {
        object["files"].push_back(
            {{"path", file.path}, {"group", file.group}, {"member", file.member}});
    }
    return object.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

}  // namespace breakglass::share
