# The set before this one: kept while anything is under it, then retired once, its cards named.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
. "$SOURCE_DIR/tests/scripts/with_escrow.sh"

set_of() { sed -n 's/^  set         //p' "$1"/custodians-1-*.txt; }
old=$(set_of cards)
seq 1000 >data
expect_ok backup seal data --label data --output store/data.age
make_sealing old.sealing
expect_refusal 3 CEREMONY-NOTHING-RETIRING ceremony retire
expect_refusal 1 CEREMONY-NOT-RETIRING ceremony retire --set "$old"
expect_refusal 2 CEREMONY-SET-UNKNOWN ceremony retire --set 00000000

expect_ok ceremony run "${allow[@]}" --output-dir new-cards --read-back
new=$(set_of new-cards)
expect_refusal 1 CEREMONY-NOT-RETIRING ceremony retire --set "$new"
entries=$(wc -l <escrow/ledger/entries.jsonl)
expect_refusal 3 CEREMONY-SET-IN-USE ceremony retire
expect_stderr "1 backups are wrapped to it"
expect_stderr "breakglass rotation run"
[ "$(wc -l <escrow/ledger/entries.jsonl)" = "$entries" ] || fail "a refusal is no entry"
expect_ok rotation run "${unlock[@]}"
expect_stdout "ceremony retire"

# a host with the older sealing file still seals to the old cards
expect_refusal 3 CEREMONY-SEALING-FILE ceremony retire
expect_stderr "export-sealing"
# killed between the entry and the catalog: the same command finishes, and says it once
cp escrow/catalog.db before.db
expect_ok ceremony retire --allow-sealing-file
expect_stdout "set $old is retired; set $new is active"
[ "$(grep -c 'burn or shred the card' stdout)" = "$(ls cards/*.txt | wc -l)" ] || fail "every card is named: $(cat stdout)"
cp before.db escrow/catalog.db && rm -f escrow/catalog.db-wal escrow/catalog.db-shm
expect_ok --json ceremony retire
expect_stdout "\"successor\":\"$new\""
expect_stdout '"already":false'
expect_ok ceremony retire --set "$old"
expect_stdout "as before"
[ "$(grep -c '"act":"ceremony.retire"' escrow/ledger/entries.jsonl)" = 1 ] || fail "retired once, recorded once"
expect_refusal 3 CEREMONY-NOTHING-RETIRING ceremony retire
expect_ok ceremony record --set "$old"
expect_stdout "state: retired"
expect_stdout "sealing-file (entry"
expect_ok ceremony record
expect_stdout "set: $new"
expect_stdout "state: active"
mkdir out
expect_ok backup restore --label data --latest --output-dir out "${unlock[@]}"

expect_ok ledger verify
