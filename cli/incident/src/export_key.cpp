// The one way in which a recovery key leaves the process: encrypted, to whom the policy, the
// request and everybody who approved it name.

#include "export_key.h"

#include <array>

#include <fmt/format.h>

#include <breakglass/age/file.h>
#include <breakglass/age/recipient.h>
#include <breakglass/console/printable.h>
#include <breakglass/console/report.h>
#include <breakglass/ledger/ledger.h>

namespace breakglass::incident {

Result<std::optional<disk::NewFile>> prepare_export(const Desk& desk, const Request& request) {
    const bool wanted = !request.export_file.empty();
    const bool agreed = !desk.export_to.empty();
    if (wanted && !agreed) {
        return Error{ErrorKind::usage, "INCIDENT-EXPORT",
                     fmt::format("case {} hands the recovery key to nobody",
                                 console::quoted(desk.incident.case_name)),
                     "it is asked for, and approved, with: breakglass case request incident "
                     "--export RECIPIENT"};
    }
    if (agreed && !wanted) {
        return Error{ErrorKind::usage, "INCIDENT-EXPORT",
                     fmt::format("case {} hands the recovery key to {}, and no file was named",
                                 console::quoted(desk.incident.case_name),
                                 console::printable(desk.export_to)),
                     "add --export-file FILE"};
    }
    if (!agreed) return std::optional<disk::NewFile>{};
    auto file = disk::NewFile::create(request.export_file);
    if (!file) return std::move(file).error();
    return std::optional<disk::NewFile>(*std::move(file));
}

Status export_key(escrow::Directory& escrow, const Desk& desk, const age::X25519Identity& key,
                  disk::NewFile& file) {
    const auto recipient = age::parse_recipient(desk.export_to);
    if (!recipient) return recipient.error();
    const ledger::Record act{.act = "incident.export",
                             .facts = {{"set", desk.set.id}, {"to", desk.export_to}},
                             .case_name = desk.incident.case_name};
    if (auto announced = escrow.record(act); !announced) return announced;
    const std::array<const age::Recipient*, 1> to{recipient->get()};
    const auto sealed = age::encrypt_secret(to, key.text(), system_randomness(),
                                            age::EncryptOptions{.armor = true});
    if (!sealed) return sealed.error();
    if (auto written = file.write(*sealed); !written) return written;
    if (auto published = file.publish(); !published) return published;
    console::warn(fmt::format("the recovery key was handed out: {} opens with the key of {}",
                              console::quoted(file.path()), console::printable(desk.export_to)),
                  "whoever has it opens every backup until the rotation is done");
    return {};
}

}  // namespace breakglass::incident
