#include "secret_form.h"
#include "words_input.h"

#include <optional>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include <breakglass/console/terminal.h>
#include <breakglass/disk/file_stream.h>
#include <breakglass/disk/new_file.h>
#include <breakglass/scheme/combine.h>
#include <breakglass/share/combine.h>

namespace breakglass::share {

namespace {

/// What was read from all files.
struct Table {
    std::vector<slip39::Share> shares;
    std::vector<std::string> names;
    std::string recipient;  // as QR texts name it
};

Status add_recipient(Table& table, const std::string& recipient, const std::string& place) {
    if (recipient.empty() || recipient == table.recipient) return {};
    if (table.recipient.empty()) {
        table.recipient = recipient;
        return {};
    }
    return Error{ErrorKind::unverified, "SHARE-MIXED-SETS",
                 fmt::format("{} is a card of {}, an earlier one is of {}", place, recipient,
                             table.recipient),
                 "leave it out, or find the cards that belong with it"};
}

Result<Table> read_table(std::span<const std::string> paths) {
    auto files = read_words_files(paths);
    if (!files) return std::move(files).error();
    Table table;
    for (const WordsFile& file : *files) {
        for (const card::WordsLine& line : file.lines) {
            const std::string place = place_of(file.path, line.number);
            auto share = slip39::parse_mnemonic(line.words);
            if (!share) return with_context(std::move(share).error(), place);
            Status added = add_recipient(table, line.recipient, place);
            if (!added) return std::move(added).error();
            table.shares.push_back(*std::move(share));
            table.names.push_back(place);
        }
    }
    return table;
}

std::vector<std::string> names_at(const Table& table, const std::vector<std::size_t>& positions) {
    std::vector<std::string> names;
    for (const std::size_t position : positions)
        names.push_back(table.names[position]);
    return names;
}

Status check_recipient(const Table& table, const SecretBytes& secret) {
    if (table.recipient.empty()) return {};
    if (secret.size() == 32 && recipient_of(secret) == table.recipient) return {};
    return Error{ErrorKind::unverified, "SHARE-RECIPIENT",
                 fmt::format("what the shares give is not the key of {}, which the cards name",
                             table.recipient),
                 "a card is forged or mixed up, or the passphrase is another one"};
}

Status write_secret(std::optional<disk::NewFile>& file, const SecretBytes& text) {
    if (!file) return disk::FileSink::standard_output().write(text.expose());
    Status written = file->write(text.expose());
    return written ? file->publish() : std::move(written);
}

}  // namespace

Result<CombineOutcome> combine(const CombineRequest& request) {
    std::optional<disk::NewFile> file;
    if (request.output != "-") {
        auto created = disk::NewFile::create(request.output);
        if (!created) return std::move(created).error();
        file.emplace(*std::move(created));
    } else if (console::is_terminal(STDOUT_FILENO)) {
        return Error{ErrorKind::usage, "SHARE-TO-TERMINAL",
                     "the secret would be shown on the terminal",
                     "write it to a new file with --output FILE, or into a pipe"};
    }
    Status once = check_standard_input(request.files, request.passphrase_file);
    if (!once) return std::move(once).error();
    SecretBytes passphrase;
    if (!request.passphrase_file.empty()) {
        auto read =
            console::read_passphrase({.file = request.passphrase_file, .purpose = "the shares"});
        if (!read) return std::move(read).error();
        passphrase = *std::move(read);
    }
    const auto table = read_table(request.files);
    if (!table) return table.error();
    const auto rejoined = slip39::rejoin(table->shares, passphrase, table->names);
    if (!rejoined) return rejoined.error();
    Status ours = check_recipient(*table, rejoined->secret);
    if (!ours) return std::move(ours).error();
    if (request.may_write && rejoined->secret.size() == 32) {
        Status may = request.may_write(recipient_of(rejoined->secret));
        if (!may) return std::move(may).error();
    }
    const auto text = write_form(rejoined->secret, request.form);
    if (!text) return text.error();
    Status written = write_secret(file, *text);
    if (!written) return std::move(written).error();

    CombineOutcome outcome;
    outcome.used = names_at(*table, rejoined->agreeing);
    outcome.repeated = names_at(*table, rejoined->repeated);
    outcome.unchecked = names_at(*table, rejoined->unchecked);
    outcome.left_out = names_at(*table, rejoined->left_out);
    if (request.form == SecretForm::identity) outcome.recipient = recipient_of(rejoined->secret);
    const slip39::Share& used = table->shares[rejoined->agreeing.front()];
    outcome.has_digest =
        used.group_threshold > 1 || used.member_threshold > 1 || !table->recipient.empty();
    return outcome;
}

std::string combine_json(const CombineOutcome& outcome) {
    nlohmann::ordered_json object;
    object["used"] = outcome.used;
    object["repeated"] = outcome.repeated;
    object["unchecked"] = outcome.unchecked;
    object["left_out"] = outcome.left_out;
    object["has_digest"] = outcome.has_digest;
    if (!outcome.recipient.empty()) object["recipient"] = outcome.recipient;
    return object.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

}  // namespace breakglass::share
