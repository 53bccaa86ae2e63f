# A host with nothing but a sealing file seals; the escrow learns of it by the receipt.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
. "$SOURCE_DIR/tests/scripts/with_escrow.sh"
make_sealing sealing --label 'app*'

( unset BREAKGLASS_ESCROW
  expect_ok backup seal policy.toml --sealing sealing --label app-1 --output-dir store
  expect_stderr "first use of a sealing file"
  cp stdout receipts
  expect_ok backup seal --sealing sealing --label app-2 --output-dir store -- cat cards/*.txt
  ! grep -q "first use" stderr || fail "the second use is no first use"
  cat stdout >>receipts
  expect_refusal 2 SEALING-LABEL backup seal policy.toml --sealing sealing --label other --output-dir store
  expect_ok backup inspect "store/$(field file receipts)" )
[ "$(wc -l <receipts)" = 2 ] || fail "two backups, two receipts"

expect_ok backup register offsite --receipts receipts
expect_stdout "2 added"
expect_ok backup register store --receipts receipts --prove "${unlock[@]}"
expect_stdout "0 added, 2 known already, 2 proven"
expect_ok backup restore --label app-1 "${unlock[@]}" --output one
expect_same one policy.toml
