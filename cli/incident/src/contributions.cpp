#include "desk.h"

#include <fmt/format.h>

#include <breakglass/cases/docket.h>
#include <breakglass/console/amounts.h>
#include <breakglass/console/printable.h>
#include <breakglass/console/report.h>
#include <breakglass/contribution/case_key.h>
#include <breakglass/contribution/receive.h>
#include <breakglass/disk/interrupt.h>

namespace breakglass::incident {

namespace {

constexpr std::size_t most_named = 20;  // of a folder that somebody filled

/// Names what is left out, up to a number that a person still reads.
class LeftOut {
  public:
    void add(const std::string& file, const Error& why) {
        if (++count_ > most_named) return;
        console::warn(fmt::format("this contribution is left out: {}: {} [{}]",
                                  console::quoted(file), why.message, why.rule),
                      why.hint);
    }
    void finish() const {
        if (count_ > most_named)
            console::warn(fmt::format("{} more contributions are left out", count_ - most_named));
    }

  private:
    std::size_t count_ = 0;
};

Result<contribution::Mailbox> open_mailbox(const escrow::Directory& escrow, const cases::Case& it,
                                           const Request& request, const Expected& expected) {
    if (it.request.recipient.empty()) {
        return Error{ErrorKind::usage, "CONTRIBUTION-NO-RECIPIENT",
                     fmt::format("case {} was asked for without a key for shares from afar",
                                 it.request.case_name),
                     "leave out --contribution, and have the cards brought"};
    }
    auto passphrase = request.case_passphrase();
    if (!passphrase) return std::move(passphrase).error();
    auto key =
        contribution::open_case_key(contribution::case_key_file(escrow, it.request.case_name),
                                    it.request.recipient, *passphrase);
    if (!key) return std::move(key).error();
    return contribution::Mailbox(it, escrow.policy(), *std::move(key), expected.manifest,
                                 expected.others);
}

}  // namespace

Status take_contributions(escrow::Directory& escrow, const std::string& case_name,
                          const Request& request, const Expected& expected,
                          const std::function<Status(const reading::Reading&)>& take) {
    if (request.contributions.empty()) return {};
    const auto docketed = cases::load(escrow, case_name, console::now_seconds());
    if (!docketed) return docketed.error();
    const auto files = contribution::files_of(request.contributions);
    if (!files) return files.error();
    const auto mailbox = open_mailbox(escrow, docketed->it, request, expected);
    if (!mailbox) return mailbox.error();
    LeftOut left_out;
    for (const std::string& file : *files) {
        if (auto going = disk::check_interrupt(); !going) return going;
        const auto received = mailbox->open(file);
        if (!received) {
            left_out.add(file, received.error());
            continue;
        }
        console::note(fmt::format("{}: {}", console::quoted(file),
                                  received->giver.empty()
                                      ? "nobody signed for it"
                                      : "signed by " + console::printable(received->giver)));
        if (auto taken = take(received->reading); !taken) return taken;
    }
    left_out.finish();
    return {};
}

}  // namespace breakglass::incident
