# SEALING-EXPIRED, SEALING-SUPERSEDED: an old sealing file still seals, and the command ends with 6.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
. "$SOURCE_DIR/tests/scripts/with_escrow.sh"
make_sealing sealing
seal() { run backup seal policy.toml --sealing sealing --label x --output "store/$1.age"; }
edit_sealing sealing 's/"created_at": "[^"]*"/"created_at": "2020-01-01T00:00:00Z"/; s/"expires_at": "[^"]*"/"expires_at": "2020-02-01T00:00:00Z"/'
seal expired
[ "$status" = 6 ] || fail "an expired file must end with exit 6, not $status"
expect_stderr "[SEALING-EXPIRED]"
expect_file store/expired.age
cp stdout receipts
expect_ok backup register offsite --receipts receipts
expect_stdout "1 added"

make_sealing new && cp new sealing && edit_sealing sealing 's/"ledger_size": [0-9]*/"ledger_size": 70/'
seal newer; [ "$status" = 0 ] || fail "a newer file seals without a word, not exit $status"
edit_sealing sealing 's/"ledger_size": [0-9]*/"ledger_size": 60/'
seal older
[ "$status" = 6 ] || fail "a superseded file must end with exit 6, not $status"
expect_stderr "[SEALING-SUPERSEDED]"
expect_file store/older.age
grep -q '"id"' stdout || fail "the receipt must be printed"
grep -q "$(printf '\t70\t')" config/breakglass/pins || fail "the larger ledger must stay pinned"
