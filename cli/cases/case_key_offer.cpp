#include "case_key_offer.h"

#include <algorithm>
#include <filesystem>

#include <unistd.h>

#include <breakglass/console/printable.h>
#include <breakglass/console/report.h>
#include <breakglass/console/terminal.h>
#include <breakglass/contribution/case_key.h>
#include <breakglass/disk/new_file.h>

namespace breakglass::command {

namespace {

SecretBytes with_newline(const SecretBytes& line) {
    SecretBytes text(line.size() + 1);
    *std::ranges::copy(line.expose(), text.expose_mut().begin()).out = '\n';
    return text;
}

void write_to_screen(ByteView text) {
    while (!text.empty()) {
        const ssize_t written = ::write(STDERR_FILENO, text.data(), text.size());
        if (written <= 0) return;
        text = text.subspan(static_cast<std::size_t>(written));
    }
}

}  // namespace

CaseKeyOffer::~CaseKeyOffer() {
    std::error_code gone;
    if (!key_file_.empty()) std::filesystem::remove(key_file_, gone);
    if (file_written_) std::filesystem::remove(passphrase_file_, gone);
}

Status CaseKeyOffer::prepare(cases::NewRequest& asked) {
    if (asked.act != policy::CaseKind::incident) {
        if (passphrase_file_.empty()) return {};
        return Error{ErrorKind::usage, "CASE-REQUEST", "only an incident gathers shares from afar",
                     "leave out --passphrase-output"};
    }
    std::error_code unknown;
    if (!passphrase_file_.empty() &&
        std::filesystem::exists(std::filesystem::symlink_status(passphrase_file_, unknown))) {
        return Error{ErrorKind::failed, "FILE-EXISTS",
                     console::quoted(passphrase_file_) + " is there already",
                     "name a new file, or remove the old one"};
    }
    // A log is no place for a passphrase, and a key without one opens nothing.
    if (passphrase_file_.empty() && !console::is_terminal(STDERR_FILENO)) {
        console::warn(
            "this case takes no shares from afar: there is no screen to show the "
            "passphrase of its key",
            "if custodians are far away, ask again with --passphrase-output FILE");
        return {};
    }
    asked.make_recipient = [this](const std::string& case_name) { return make(case_name); };
    return {};
}

Result<std::string> CaseKeyOffer::make(const std::string& case_name) {
    const std::string file = contribution::case_key_file(escrow_, case_name);
    auto made = contribution::make_case_key(file);
    if (!made) return std::move(made).error();
    key_file_ = file;
    if (!passphrase_file_.empty()) {
        const auto written =
            disk::write_new_file(passphrase_file_, with_newline(made->passphrase).expose());
        if (!written) return written.error();
        file_written_ = true;
    } else {
        passphrase_ = std::move(made->passphrase);
    }
    return std::move(made->recipient);
}

void CaseKeyOffer::keep() {
    if (key_file_.empty()) return;
    if (!passphrase_.empty()) {
        console::note(
            "the passphrase of this case's key, shown this once; the desk needs it to "
            "open shares from afar:");
        write_to_screen(with_newline(passphrase_).expose());
    } else {
        console::note("the passphrase of this case's key: " + passphrase_file_);
    }
    key_file_.clear();
    file_written_ = false;
}

}  // namespace breakglass::command
