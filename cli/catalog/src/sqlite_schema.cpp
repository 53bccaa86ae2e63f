#include "sqlite_schema.h"

namespace breakglass::catalog {

// A page read by backups never needs a full scan, and a rewrite of a header touches the 512 bytes
// that change: hence header_heads and header_tails apart from the facts in backups.
const char* const schema = R"sql(
CREATE TABLE keks(
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE CHECK(length(id) = 8 AND id NOT GLOB '*[^0-9a-f]*'),
    name TEXT NOT NULL UNIQUE CHECK(name <> ''),
    recipient TEXT NOT NULL UNIQUE,
    owner TEXT NOT NULL,
    purpose TEXT NOT NULL,
    keystore TEXT NOT NULL,
    state TEXT NOT NULL CHECK(state IN ('ready', 'active', 'retiring', 'destroyed')),
    created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX keks_one_active ON keks(state) WHERE state = 'active';

CREATE TABLE share_sets(
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE CHECK(length(id) = 8 AND id NOT GLOB '*[^0-9a-f]*'),
    recipient TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL
        CHECK(state IN ('delivered', 'confirmed', 'active', 'retiring', 'destroyed')),
    created_at INTEGER NOT NULL,
    spent_at INTEGER,
    manifest TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX share_sets_one_active ON share_sets(state) WHERE state = 'active';

CREATE TABLE confirmations(
    set_id TEXT NOT NULL REFERENCES share_sets(id),
    share_group INTEGER NOT NULL,
    member INTEGER NOT NULL,
    at INTEGER NOT NULL,
    how TEXT NOT NULL,
    PRIMARY KEY(set_id, share_group, member)
) STRICT, WITHOUT ROWID;

CREATE TABLE backups(
    number INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK(length(id) = 16),
    label TEXT NOT NULL,
    surface TEXT NOT NULL,
    kind TEXT NOT NULL,
    sealed_at INTEGER NOT NULL,
    plain_bytes INTEGER NOT NULL,
    file_bytes INTEGER NOT NULL,
    commitment BLOB CHECK(commitment IS NULL OR length(commitment) = 32),
    attested INTEGER NOT NULL CHECK(attested IN (0, 1)),
    proven INTEGER NOT NULL CHECK(proven IN (0, 1)),
    rewritable INTEGER NOT NULL CHECK(rewritable IN (0, 1)),
    record BLOB NOT NULL,
    generation INTEGER NOT NULL CHECK(generation >= 0),
    set_id TEXT REFERENCES share_sets(id),
    kek_id TEXT REFERENCES keks(id),
    second_kek_id TEXT REFERENCES keks(id),
    CHECK(second_kek_id IS NULL OR (kek_id IS NOT NULL AND kek_id <> second_kek_id))
) STRICT;
CREATE INDEX backups_by_set ON backups(set_id);
CREATE INDEX backups_by_kek ON backups(kek_id);
CREATE INDEX backups_by_second_kek ON backups(second_kek_id) WHERE second_kek_id IS NOT NULL;
CREATE INDEX backups_by_label ON backups(label);
CREATE INDEX backups_by_label_time ON backups(label, sealed_at);

CREATE TABLE header_heads(
    number INTEGER PRIMARY KEY REFERENCES backups(number),
    before_filler BLOB NOT NULL,
    filler_zeros INTEGER NOT NULL,
    after_filler BLOB NOT NULL
) STRICT;

CREATE TABLE header_tails(
    number INTEGER PRIMARY KEY REFERENCES backups(number),
    tail BLOB NOT NULL,
    previous_tail BLOB,
    previous_set_id TEXT,
    previous_kek_id TEXT,
    previous_second_kek_id TEXT
) STRICT;
CREATE INDEX header_tails_previous
    ON header_tails(previous_set_id, previous_kek_id, previous_second_kek_id)
    WHERE previous_tail IS NOT NULL;

CREATE TABLE places(
    number INTEGER PRIMARY KEY,
    backup INTEGER NOT NULL REFERENCES backups(number),
    store TEXT NOT NULL,
    path TEXT NOT NULL CHECK(path <> ''),
    generation INTEGER NOT NULL,
    pending INTEGER NOT NULL CHECK(pending IN (0, 1)),
    set_id TEXT,
    kek_id TEXT,
    second_kek_id TEXT,
    checked_at INTEGER,
    note TEXT NOT NULL,
    UNIQUE(store, path)
) STRICT;
CREATE INDEX places_by_backup ON places(backup);
CREATE INDEX places_by_keys ON places(set_id, kek_id, second_kek_id);
CREATE INDEX places_pending ON places(pending) WHERE pending = 1;

CREATE TABLE incidents(
    number INTEGER PRIMARY KEY,
    case_name TEXT NOT NULL UNIQUE CHECK(case_name <> ''),
    reason TEXT NOT NULL,
    reference TEXT NOT NULL,
    scope TEXT NOT NULL,
    set_id TEXT NOT NULL REFERENCES share_sets(id),
    fresh_kek_id TEXT REFERENCES keks(id),
    state TEXT NOT NULL CHECK(state IN ('requested', 'approved', 'gathering', 'rejoined',
                                        'restored', 'rotated', 'closed')),
    requested_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT;

CREATE TABLE restored(
    incident INTEGER NOT NULL REFERENCES incidents(number),
    backup INTEGER NOT NULL REFERENCES backups(number),
    output TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY(incident, backup, output)
) STRICT, WITHOUT ROWID;

CREATE TABLE rotations(
    number INTEGER PRIMARY KEY,
    subject TEXT NOT NULL CHECK(subject IN ('share set', 'kek')),
    subject_id TEXT NOT NULL,
    reason TEXT NOT NULL,
    since INTEGER NOT NULL,
    done_at INTEGER
) STRICT;
CREATE UNIQUE INDEX rotations_owed ON rotations(subject, subject_id, reason)
    WHERE done_at IS NULL;

CREATE TABLE rotation_runs(
    number INTEGER PRIMARY KEY,
    started_at INTEGER NOT NULL,
    finished_at INTEGER,
    set_id TEXT NOT NULL REFERENCES share_sets(id),
    kek_id TEXT NOT NULL REFERENCES keks(id),
    rewrapped INTEGER NOT NULL,
    published INTEGER NOT NULL,
    unreached INTEGER NOT NULL
) STRICT;
)sql";

}  // namespace breakglass::catalog
