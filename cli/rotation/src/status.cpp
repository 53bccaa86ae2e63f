#include <breakglass/rotation/status.h>

namespace breakglass::rotation {

Result<RotationStatus> status_of(catalog::Catalog& catalog) {
    RotationStatus status;
    auto owed = catalog.rotations().owed();
    if (!owed) return std::move(owed).error();
    auto runs = catalog.rotations().runs();
    if (!runs) return std::move(runs).error();
    auto unfinished = catalog.rotations().unfinished();
    if (!unfinished) return std::move(unfinished).error();
    auto pending = catalog.backups().count_pending(std::nullopt);
    if (!pending) return std::move(pending).error();
    status.owed = *std::move(owed);
    status.runs = *std::move(runs);
    status.unfinished = unfinished->has_value();
    status.pending_copies = *pending;
    return status;
}

Status outcome_of(const RotationStatus& status) {
    if (status.owed.empty() && status.pending_copies == 0 && !status.unfinished) return {};
    std::string what = std::to_string(status.owed.size()) + " rotation(s) owed";
    if (status.pending_copies > 0) {
        what +=
            ", " + std::to_string(status.pending_copies) + " copies still carry an older header";
    }
    if (status.unfinished) what += ", a run was cut off";
    return Error{ErrorKind::owed, "ROTATION-OWED", what,
                 "after a recovery: breakglass ceremony run --output-dir DIR; then: breakglass "
                 "rotation run"};
}

}  // namespace breakglass::rotation
