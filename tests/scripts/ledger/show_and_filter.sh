# The ledger as people and programs read it.
source "$SOURCE_DIR/tests/scripts/expect.sh"
source "$SOURCE_DIR/tests/scripts/ledger/with_ledger.bash"

expect_ok ledger show
[ "$(wc -l <stdout)" = "$made" ] || fail "every entry was expected"
expect_stdout "escrow.init"
expect_stdout "purpose=\"everyday restores\""
expect_ok ledger show --act kek
[ "$(wc -l <stdout)" = 2 ] || fail "two entries on KEKs were expected"
expect_ok ledger show --act kek.create
[ "$(wc -l <stdout)" = 1 ] || fail "one entry was expected"
expect_ok ledger show --last 1
expect_stdout "kek.register"
expect_ok ledger show --case none
[ ! -s stdout ] || fail "no entry was expected"
expect_ok --json ledger show
python3 -B - <<'PY' || fail "the JSON is not what was stored"
import json
shown = json.load(open("stdout", encoding="utf-8"))
stored = [json.loads(line) for line in open("escrow/ledger/entries.jsonl", encoding="utf-8")]
assert shown["entries"] == stored and shown["broken"] is None and shown["unfinished_bytes"] == 0
PY

# what was damaged is still shown, marked, and never drives the terminal
sed -i 's/"name":"first"/"name":"secnd"/' "$entries"
printf '\033[2Jgarbage\xff\n' >>"$entries"
expect_refusal 4 LEDGER-BROKEN ledger show
expect_stdout "the ledger breaks here"
expect_stdout "\\x1b[2Jgarbage\\xff"
[ "$(grep -c '^?' stdout)" = 2 ] || fail "two doubtful lines were expected"
expect_refusal 4 LEDGER-BROKEN ledger verify
expect_stdout "FAULT"
expect_refusal 4 LEDGER-BROKEN --json ledger show
python3 -B -c 'import json; assert len(json.load(open("stdout"))["broken"]["rest"]) == 2' ||
    fail "the JSON of a damaged ledger"
expect_refusal 4 LEDGER-BROKEN escrow status
