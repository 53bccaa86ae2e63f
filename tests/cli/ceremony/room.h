#pragma once
// An escrow in a directory of the test's own, and a ceremony held in it.

#include "catch.h"
#include "cli/temporary_directory.h"

#include <string>

#include <breakglass/catalog/catalog.h>
#include <breakglass/ceremony/activate.h>
#include <breakglass/ceremony/confirm.h>
#include <breakglass/ceremony/start.h>
#include <breakglass/escrow/directory.h>

namespace breakglass::testing {

constexpr std::int64_t noon = 1'900'000'000;

/// A policy with the given [recovery] part; everybody named in it exists.
inline std::string policy_with(const std::string& recovery) {
    std::string text =
        "escrow = \"payroll\"\nowner = \"platform-lead\"\npurpose = \"payroll backups\"\n" +
        recovery + "[approval]\nincident = {approvals = 1}\n";
    for (const char* person : {"finance", "director", "legal", "platform-lead", "security-lead"}) {
        text += std::string("[[person]]\nid = \"") + person +
                "\"\nphone = \"+62 21 0000 0001\"\nroles = [\"custodian\", \"approver\"]\n";
    }
    return text;
}

inline std::string group(const std::string& name, int threshold,
                         const std::vector<std::pair<std::string, std::string>>& holders) {
    std::string text = "[[recovery.group]]\nname = \"" + name +
                       "\"\nthreshold = " + std::to_string(threshold) + "\nholders = [\n";
    for (const auto& holder : holders)
        text += "  {person = \"" + holder.first + "\", delivery = \"" + holder.second + "\"},\n";
    return text + "]\n";
}

inline std::string two_of_three() {
    return "[recovery]\ngroups_required = 1\n" +
           group("custodians", 2,
                 {{"finance", "paper"}, {"director", "paper"}, {"legal", "paper"}});
}

/// What a look at a machine finds that is fit for a ceremony.
inline std::vector<host::Finding> fit_machine() {
    return {{.rule = host::Rule::network, .good = true, .found = "no interface but lo is up"},
            {.rule = host::Rule::memory, .good = true, .found = "locked"}};
}

class Room {
  public:
    explicit Room(const std::string& recovery = two_of_three())
        : escrow_(make(directory_ / "escrow", policy_with(recovery))) {}

    escrow::Directory& escrow() { return escrow_; }
    catalog::ShareSetRegister& sets() { return escrow_.catalog().share_sets(); }
    std::string path(const std::string& name) const { return directory_ / name; }
    static picture::Child child() { return {.program = PICTURE_CHILD, .allow_unlocked = true}; }

    ceremony::StartRequest request(const std::string& folder) const {
        return {.output_dir = path(folder),
                .host = fit_machine(),
                .child = child(),
                .pages = {.formats = {}}};  // most cases are not about pages
    }
    /// For a run that makes nothing new.
    static ceremony::StartRequest no_folder() { return {.host = fit_machine(), .child = child()}; }
    ceremony::Started start(const std::string& folder) {
        auto started = ceremony::start(escrow_, request(folder), noon);
        REQUIRE(started);
        return *std::move(started);
    }
    ceremony::Confirmed confirm(ceremony::Reading reading) {
        ceremony::ConfirmRequest confirm{.child = child()};
        confirm.readings.push_back(std::move(reading));
        auto confirmed = ceremony::confirm(escrow_, confirm, noon + 60);
        REQUIRE(confirmed);
        return *std::move(confirmed);
    }
    ceremony::Confirmed confirm_all(const std::string& folder) {
        ceremony::ConfirmRequest confirm{.child = child()};
        auto readings = ceremony::readings_in(escrow_, "", path(folder), false);
        REQUIRE(readings);
        confirm.readings = *std::move(readings);
        auto confirmed = ceremony::confirm(escrow_, confirm, noon + 60);
        REQUIRE(confirmed);
        return *std::move(confirmed);
    }

  private:
    static escrow::Directory make(const std::string& path, const std::string& policy) {
        auto made = escrow::Directory::create(path, as_bytes(policy));
        if (!made) FAIL(made.error().message);
        const Hash256 draft = made->policy().hash;
        REQUIRE(made->apply_draft(draft, "policy-1"));
        return *std::move(made);
    }
    TemporaryDirectory directory_;
    escrow::Directory escrow_;
};

inline ceremony::Reading words_file(const std::string& path, const std::string& holder = "") {
    ceremony::Reading reading{.path = path, .holder = holder};
    return reading;
}

inline ceremony::Reading picture_file(const std::string& path, const std::string& holder = "") {
    ceremony::Reading reading{
        .medium = ceremony::Reading::Medium::qr, .path = path, .holder = holder};
    return reading;
}

}  // namespace breakglass::testing
