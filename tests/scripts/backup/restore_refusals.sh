# What cannot be restored says why, with the exit code of its kind, and writes nothing.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
. "$SOURCE_DIR/tests/scripts/with_escrow.sh"
for name in a a b; do expect_ok backup seal policy.toml --label $name --output-dir store; sleep 1; done
expect_refusal 2 BACKUP-SELECTION backup restore "${unlock[@]}" --output out
expect_refusal 2 BACKUP-SELECTION backup restore 00000000 --label a "${unlock[@]}" --output out
expect_refusal 2 BACKUP-UNKNOWN backup restore 00000000 "${unlock[@]}" --output out
expect_refusal 2 BACKUP-ID backup restore ../etc "${unlock[@]}" --output out
expect_refusal 2 BACKUP-UNKNOWN backup restore --label nothing "${unlock[@]}" --output out
expect_refusal 2 BACKUP-AMBIGUOUS backup restore --label a "${unlock[@]}" --output out
expect_refusal 2 BACKUP-OUTPUT backup restore --label b "${unlock[@]}"
expect_refusal 2 BACKUP-OUTPUT backup restore --label b "${unlock[@]}" --output out --output-dir store
echo mine >taken
expect_refusal 1 FILE-EXISTS backup restore --label b "${unlock[@]}" --output taken
[ "$(cat taken)" = mine ] || fail "an existing file was touched"
expect_refusal 1 FILE-MISSING backup restore --label b "${unlock[@]}" --output nowhere/out
expect_refusal 1 FILE-MISSING backup restore --label b "${unlock[@]}" --output-dir nowhere

# keys that are none
ssh-keygen -q -t ed25519 -N '' -f wrong
expect_refusal 3 KEYSTORE-NO-MATCH backup restore --label b --identity wrong --output out
for bad in policy.toml store /dev/null no-such-file; do
    run backup restore --label b --identity "$bad" --output out
    [ "$status" != 0 ] && [ "$status" != 70 ] || fail "identity $bad: exit $status"
done
expect_refusal 3 KEYSTORE-NO-MATCH backup restore --label b --non-interactive --output out
mv desk/kek.age desk/away
expect_refusal 1 KEYSTORE-MISSING backup restore --label b "${unlock[@]}" --output out
mv desk/away desk/kek.age
expect_no_file out

mkdir all
expect_ok backup restore --label '*' "${unlock[@]}" --output-dir all
[ "$(ls all | wc -l)" = 3 ] || fail "all three must be restored"
expect_refusal 5 BACKUP-RESTORE-PARTIAL backup restore --label '*' "${unlock[@]}" --output-dir all
