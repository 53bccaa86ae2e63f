#pragma once
// Incidents in progress and rotations owed, as far as a killed command needs them to carry on.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <breakglass/catalog/backups.h>
#include <breakglass/catalog/keys.h>

namespace breakglass::catalog {

enum class IncidentState { requested, approved, gathering, rejoined, restored, rotated, closed };

struct Incident {
    std::string case_name;
    std::string reason;
    std::string reference;  // ticket number and the like
    std::string scope;      // as it was asked for
    std::string set_id;
    std::string fresh_kek_id;  // empty until chosen
    IncidentState state = IncidentState::requested;
    Time requested_at = 0;
    Time changed_at = 0;
};

struct RestoredItem {
    BackupId backup{};
    std::string output;
    Time at = 0;
};

std::string_view name_of(IncidentState state);

class IncidentRegister {
  public:
    virtual ~IncidentRegister() = default;
    /// Errors: failed (CATALOG-CASE-EXISTS, CATALOG-KEY-UNKNOWN).
    virtual Status add(const Incident& incident) = 0;
    virtual Result<std::optional<Incident>> find(std::string_view case_name) = 0;
    /// Oldest first.
    virtual Result<std::vector<Incident>> all() = 0;
    /// Moves on; a state never goes back, steps may be skipped, the same state again is fine.
    /// Errors: failed (CATALOG-CASE-UNKNOWN, CATALOG-CASE-STATE).
    virtual Status advance(std::string_view case_name, IncidentState to, Time at) = 0;
    /// Errors: failed (CATALOG-CASE-UNKNOWN, CATALOG-KEY-UNKNOWN).
    virtual Status choose_fresh_kek(std::string_view case_name, std::string_view kek_id) = 0;
    /// A backup of the case stands restored, synced. The same again is fine.
    /// Errors: failed (CATALOG-CASE-UNKNOWN, CATALOG-BACKUP-UNKNOWN).
    virtual Status note_restored(std::string_view case_name, const RestoredItem& item) = 0;
    virtual Result<std::vector<RestoredItem>> restored(std::string_view case_name) = 0;
};

enum class RotationSubject { share_set, kek };

struct OwedRotation {
    std::int64_t number = 0;  // given by owe()
    RotationSubject subject = RotationSubject::share_set;
    std::string subject_id;
    std::string reason;
    Time since = 0;
    std::optional<Time> done_at;
};

struct RotationRun {
    std::int64_t number = 0;  // given by start()
    Time started_at = 0;
    std::optional<Time> finished_at;
    std::string set_id;  // the keys it rewraps to
    std::string kek_id;
    std::uint64_t rewrapped = 0;
    std::uint64_t published = 0;
    std::uint64_t unreached = 0;  // copies whose header could not be written
};

class RotationRegister {
  public:
    virtual ~RotationRegister() = default;
    /// Owes a rotation. The same subject and reason, still open, is owed once. Returns its number.
    virtual Result<std::int64_t> owe(const OwedRotation& rotation) = 0;
    /// The open ones, longest owed first.
    virtual Result<std::vector<OwedRotation>> owed() = 0;
    /// All, open and done, oldest first.
    virtual Result<std::vector<OwedRotation>> history() = 0;
    /// Errors: failed (CATALOG-ROTATION-UNKNOWN).
    virtual Status settle(std::int64_t number, Time at) = 0;

    /// Begins a run (number, finished_at and counts of run are ignored). Returns its number.
    virtual Result<std::int64_t> start(const RotationRun& run) = 0;
    /// Writes counts and, if set, the end. Errors: failed (CATALOG-ROTATION-UNKNOWN).
    virtual Status update(const RotationRun& run) = 0;
    /// The newest run that has not finished.
    virtual Result<std::optional<RotationRun>> unfinished() = 0;
    /// Oldest first.
    virtual Result<std::vector<RotationRun>> runs() = 0;
};

}  // namespace breakglass::catalog
