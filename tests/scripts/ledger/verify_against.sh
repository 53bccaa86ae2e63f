# A ledger is compared with everything that saw it: nothing that was there may be gone.
source "$SOURCE_DIR/tests/scripts/expect.sh"
source "$SOURCE_DIR/tests/scripts/ledger/with_ledger.bash"

printf 'open sesame\n' >passphrase
expect_ok ledger checkpoint --new-key ck.age --passphrase-file passphrase
cp -r escrow before
expect_ok ceremony run "${allow[@]}" --output-dir cards --read-back
expect_ok escrow export-sealing --output sealing --key owner
printf 'a backup\n' >plain
run_with plain backup seal --sealing sealing --label nightly --output store/one.age -
[ "$status" = 0 ] || fail "sealing"
cp stdout receipts.jsonl
expect_ok escrow kit kit
expect_ok ledger checkpoint --key ck.age --passphrase-file passphrase
cp stdout later.note
cp stdout "escrow-note"
paper=$(head_of)

expect_ok ledger verify --against later.note --against kit --against sealing \
    --against receipts.jsonl --against before --head "$paper"
[ "$(grep -c '^against.* agrees$' stdout)" = 5 ] || fail "all five agree"
expect_ok ledger export --output lines.jsonl
expect_same lines.jsonl "$entries"
expect_ok ledger verify --against lines.jsonl

# the ledger as it was before all that: everything that saw more says so
run_rolled() { expect_refusal 4 LEDGER-ROLLED-BACK --escrow before ledger verify "$@"; }
run_rolled --against later.note
run_rolled --against kit
run_rolled --against sealing
run_rolled --against receipts.jsonl
run_rolled --against escrow
run_rolled --head "$paper"
cp later.note before/ledger/checkpoint-0000000099.note
expect_refusal 4 LEDGER-ROLLED-BACK --escrow before escrow status
rm before/ledger/checkpoint-0000000099.note

# the other copy goes on as well: a fork, told in full
BREAKGLASS_ESCROW=$HERE/before new_kek second || fail "the copy goes on"
expect_refusal 4 LEDGER-FORKED ledger verify --against before
expect_stdout "they part at entry $((made + 1))"
expect_stdout "ceremony.start"
expect_stdout "name=second"
# recorded when asked, never hidden; the copy is not touched
theirs=$(sha256sum before/ledger/entries.jsonl)
expect_refusal 4 LEDGER-FORKED ledger verify --against before --record
[ "$theirs" = "$(sha256sum before/ledger/entries.jsonl)" ] || fail "the other copy was written to"
expect_ok ledger show --act ledger.fork
expect_stdout "from=$((made + 1))"
made_fork=$(grep -o 'theirs="[0-9]* [0-9a-f]*"' stdout)
[ "$made_fork" = "theirs=\"$(BREAKGLASS_ESCROW=$HERE/before "$BREAKGLASS" ledger verify | sed -n 's/^head  *//p')\"" ] ||
    fail "the entry names the other head, found $made_fork"
BREAKGLASS_ESCROW=$HERE/before
for name in a b c d e f g h; do new_kek "$name" || fail "the copy goes on"; done
for witness in later.note kit sealing escrow; do
    expect_refusal 4 LEDGER-FORKED ledger verify --against "$witness"
done
expect_refusal 4 LEDGER-FORKED ledger verify --head "$paper"

# what is no witness
BREAKGLASS_ESCROW=$HERE/escrow
expect_refusal 2 LEDGER-AGAINST ledger verify --against plain
expect_refusal 2 LEDGER-AGAINST ledger verify --against store
expect_refusal 2 LEDGER-HEAD ledger verify --head "17 abc"
sed 's/payroll\|machine/another/' receipts.jsonl >foreign.jsonl
expect_refusal 4 LEDGER-FOREIGN ledger verify --against foreign.jsonl
rm -r before
sed "s#^escrow = .*#escrow = \"another\"#" policy.toml >another.toml
expect_ok escrow init --policy another.toml before
expect_refusal 4 LEDGER-FOREIGN ledger verify --against before
