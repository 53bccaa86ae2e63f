# The runbook with a real database: dump, seal, lose database, KEK and escrow, and bring everything back from a
# kit and the cards; the rows and their checksum are those from before. Then the rotation, and the case is closed.
. "$SOURCE_DIR/tests/scripts/incident/desk.bash"
. "$SOURCE_DIR/tests/scripts/incident/afar.bash"
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | tail -1)
[ -x "$bin/initdb" ] || skip "PostgreSQL is not installed"

# A cluster of its own behind a socket; PostgreSQL does not run as root.
as_server=()
[ "$(id -u)" != 0 ] || as_server=(setpriv --reuid=nobody --regid=nogroup --clear-groups)
chmod 755 "$HERE" && mkdir cluster && { [ "$(id -u)" != 0 ] || chown nobody cluster; }
trap '"${as_server[@]}" "$bin/pg_ctl" -D "$HERE/cluster/data" -m immediate stop >/dev/null 2>&1 || true; rm -rf "$HERE"' EXIT
"${as_server[@]}" "$bin/initdb" -D cluster/data -U operator --auth=trust --no-sync >/dev/null 2>&1 || fail "initdb failed"
"${as_server[@]}" "$bin/pg_ctl" -w -D cluster/data -l cluster/log \
    -o "-c listen_addresses='' -c unix_socket_directories='$HERE/cluster' -c fsync=off" start >/dev/null || { cat cluster/log >&2; fail "PostgreSQL did not start"; }
export PGHOST=$HERE/cluster PGUSER=operator
sql() { psql -qAtX -d "${database:-payroll}" -c "$1"; }
database=postgres sql 'CREATE DATABASE payroll'
sql "CREATE TABLE salary (id int PRIMARY KEY, who text NOT NULL, cents bigint NOT NULL);
     INSERT INTO salary SELECT n, 'employee ' || n, (n * 7919) % 1000003 FROM generate_series(1, 20000) AS n;
     CREATE INDEX ON salary (who)"
contents() { sql "SELECT count(*), sum(cents), md5(string_agg(id || '|' || who || '|' || cents, ',' ORDER BY id)) FROM salary"; }
before=$(contents)

# the nightly backup: a dump that dies is no backup
threshold=3
approval_also='incident = {approvals = 2, requester_share_counts = true}'
make_escrow
expect_refusal 1 COMMAND-FAILED backup seal --label payroll --output-dir store -- pg_dump -Fc no-such-database
[ -z "$(ls store)" ] || fail "a dump that died left a backup"
expect_ok backup seal --label payroll --output-dir store -- pg_dump -Fc payroll
cp stdout receipt
expect_ok backup register offsite --receipts receipt
rm -rf kit && expect_ok escrow kit kit

# the worst day
database=postgres sql 'DROP DATABASE payroll'
rm -rf escrow keys/old.age

# 1 to 3: a working escrow, a fresh KEK, asked and approved
expect_ok escrow open kit escrow
make_kek fresh
ask 'label=payroll*,latest'
# one custodian is far away, and sends the share to the case
contribute legal "${cards[1]}" legal.share
# 4: the cards, one as its words, one as a picture; straight into the database
database=postgres sql 'CREATE DATABASE payroll'
expect_ok incident run "$case" --fresh-kek fresh --words "${cards[0]}" --qr "${cards[2]%.txt}.png" \
    --contribution legal.share --case-passphrase-file passphrase -- pg_restore -d payroll
[ "$(contents)" = "$before" ] || fail "the database is not what it was: $(contents), expected $before"

# 6: the rotation that is owed, and the end of the case
expect_refusal 3 CASE-OWED case close "$case" --key people/owner
expect_ok ceremony run "${allow[@]}" --output-dir new-cards --read-back
expect_ok rotation run --identity keys/kek
expect_ok case close "$case" --key people/owner
expect_ok escrow kit kit-2
# and tomorrow's restore needs no card
database=postgres sql 'DROP DATABASE payroll; ' && database=postgres sql 'CREATE DATABASE payroll'
expect_ok backup restore --label payroll --latest --identity keys/kek -- pg_restore -d payroll
[ "$(contents)" = "$before" ] || fail "the restore through the fresh KEK is not what it was"
