# Readers that go away: the receipt is kept on standard error, a restore is an error.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
. "$SOURCE_DIR/tests/scripts/with_escrow.sh"
head -c 2000000 /dev/urandom >big
# into_closed_pipe ARGS...: standard output is a pipe that nobody reads
into_closed_pipe() {
    { sleep 0.5; code=0; "$BREAKGLASS" "$@" 2>stderr || code=$?; echo $code >code; } | true
    status=$(cat code)
}
into_closed_pipe backup seal big --label big --output store/big.age
[ "$status" = 5 ] || fail "expected exit 5, got $status"
expect_stderr "[BACKUP-RECEIPT-LOST]"
sed -n 's/.*could not be printed: //p' stderr >receipts
expect_ok backup register offsite --receipts receipts
expect_stdout "1 known already"

into_closed_pipe backup restore --label big "${unlock[@]}" --output -
[ "$status" = 1 ] || fail "expected exit 1, got $status"
expect_stderr "[PIPE-BROKEN]"
into_closed_pipe backup list
[ "$status" = 1 ] || fail "expected exit 1 of the list, got $status"
expect_refusal 1 PIPE-BROKEN backup restore --label big "${unlock[@]}" -- true
expect_refusal 1 COMMAND-FAILED backup restore --label big "${unlock[@]}" -- false
expect_refusal 1 COMMAND-FAILED backup restore --label big "${unlock[@]}" -- sh -c 'cat >/dev/null; exit 7'
expect_refusal 1 COMMAND-NOT-FOUND backup restore --label big "${unlock[@]}" -- no-such-program
