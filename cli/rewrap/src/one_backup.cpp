#include "one_backup.h"

#include <algorithm>
#include <array>

namespace breakglass::rewrap {

namespace {

Attempt failed(Error why) {
    Attempt attempt;
    attempt.failure = std::move(why);
    return attempt;
}

// Proves the way in that was not used. A header that lies about its keys is told, and repaired by
// the rewrap: the DEK is right, so the next header will be.
std::optional<Error> doubt_about(const sealed::SealedHeader& header, const SecretBytes& dek,
                                 const catalog::BackupId& id, const KnownKeys& known) {
    auto wraps = known.wraps_of(header);
    if (!wraps) return std::move(wraps).error();
    auto same = sealed::recompute(header, dek, id, *wraps);
    if (!same) return std::move(same).error();
    return std::nullopt;
}

}  // namespace

Attempt rewrap_one(const catalog::Backup& backup, const age::Identity& identity,
                   const KnownKeys& known, const NextKeys& next) {
    auto header = sealed::parse_header(backup.header);
    if (!header) return failed(std::move(header).error());
    const std::array<const age::Identity*, 1> identities{&identity};
    auto dek = sealed::open_dek(*header, identities);
    if (!dek) return failed(std::move(dek).error());

    Attempt attempt;
    attempt.commitment = sealed::dek_commitment(*dek, backup.id);
    // age does not say who sealed: only the commitment ties this header to the backup that was
    // taken, so a header somebody else made for our keys stops here.
    if (backup.commitment && *backup.commitment != *attempt.commitment) {
        return failed({ErrorKind::unverified, "BACKUP-COMMITMENT",
                       "the header holds another data key than the one this backup was sealed with",
                       "look at it: breakglass backup inspect --id " + to_hex(backup.id)});
    }
    attempt.doubt = doubt_about(*header, *dek, backup.id, known);

    auto bytes = sealed::rewrite_header(*header, *dek, backup.id, next.wraps);
    if (!bytes) return failed(std::move(bytes).error());
    attempt.unchanged = *bytes == backup.header;
    if (!attempt.unchanged) {
        attempt.next = {.id = backup.id,
                        .expected_generation = backup.generation,
                        .header = *std::move(bytes),
                        .set_id = next.set_id,
                        .kek_ids = next.kek_ids};
    }
    return attempt;
}

}  // namespace breakglass::rewrap
