# A damaged piece fails its own check; the others are looked at all the same, and nothing changes.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
. "$SOURCE_DIR/tests/scripts/with_escrow.sh"
expect_ok escrow kit kit
make_sealing host.sealing
cp -a escrow sound
damaged() { rm -rf escrow; cp -a sound escrow; }

head -c 4096 /dev/urandom | dd of=escrow/catalog.db bs=4096 seek=1 conv=notrunc 2>/dev/null
run doctor
[ "$status" = 4 ] || fail "a damaged catalog, got $status"
expect_stdout "[DOCTOR-CATALOG]"
expect_stdout "the ledger verifies"
expect_stdout "not looked at, for want of what failed: findings, share sets, the cards, KEKs, rotations, cases, backups, the sealing file [DOCTOR-LEFT-OUT]"
expect_stdout "[DOCTOR-KIT]"

damaged
sed -i '3s/"time":"20/"time":"19/' escrow/ledger/entries.jsonl
run doctor
[ "$status" = 4 ] || fail "a changed entry, got $status"
expect_stdout "[DOCTOR-LEDGER]"
expect_stdout "the catalog is whole"
expect_stdout "share set"

damaged
sed -i '$d' escrow/ledger/entries.jsonl
run doctor
[ "$status" = 4 ] || fail "a ledger cut short, got $status"
expect_stdout "[LEDGER-ROLLED-BACK] [DOCTOR-LEDGER-SEEN]"

damaged
rm -r escrow/ledger
run doctor
[ "$status" = 4 ] || fail "a lost ledger, got $status"
expect_stdout "the escrow lacks ledger"
expect_stdout "KEK \"everyday\" is active"

damaged
rm escrow/catalog.db
head -c 5000 /dev/urandom >escrow/escrow.toml
head -c 5000 /dev/urandom >escrow/escrow.sealing
head -c 50 /dev/urandom >escrow/newest.kit
printf 'x\n' >escrow/ledger/entries.jsonl
find escrow -type f -exec sha256sum {} + | sort >before
run doctor
[ "$status" = 4 ] || fail "all of it damaged, got $status"
for id in POLICY CATALOG LEDGER KIT DIRECTORY LEFT-OUT; do expect_stdout "[DOCTOR-$id]"; done
find escrow -type f -exec sha256sum {} + | sort >after
expect_same before after
! grep -q internal stderr || fail "doctor crashed"
