# KEK and escrow are gone: the kit, a fresh KEK and two cards bring everything back, a card may be a
# picture, and afterwards the fresh KEK opens what the cards opened.
. "$SOURCE_DIR/tests/scripts/incident/desk.bash"
make_escrow payroll ledger
lose_everything
before=$(sha256sum store/*)

expect_ok "${begin[@]}" --words "${cards[0]}" --qr "${cards[1]%.txt}.png"
expect_stderr "platform-lead asked: the KEK is lost"
expect_stderr "approved by "
expect_stderr "the use of share set"
expect_stderr "2 backups are rewrapped to KEK"
grep -Eq 'the recovery key lived [0-9.]+ (ms|s)' stderr || fail "the life of the key is not told"
expect_stderr "next: "
[ "$(wc -l <stdout)" = 2 ] || fail "one line per restored file on standard output"
expect_restored payroll ledger
[ "$(head -c 1 stdout)" = / ] || fail "a restored file is named by its whole path"
[ "$before" = "$(sha256sum store/*)" ] || fail "an incident touches no backup file"
[ "$(field state)" = restored ] || fail "state $(field state)"
[ "$(field under_old_keks)" = 0 ] || fail "backups are left under the old KEK"

# The same command again has nothing to do, needs no card and changes nothing.
expect_ok incident run "$case"
expect_stderr "nothing left to restore"
# The fresh KEK is active and opens both; the order of events is: wiped, then restored.
expect_ok kek list
grep -q 'fresh.*active' stdout || fail "the fresh KEK is not active"
expect_ok backup restore --label payroll --latest --output again --identity keys/kek
expect_same again plain-payroll
# The use is owed a rotation.
run escrow status
[ "$status" = 6 ] || fail "a used share set owes a rotation, found exit $status"
expect_ok incident status
expect_stdout "case $case: restored"
