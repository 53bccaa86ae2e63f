# A custodian signs for the own share when it is read back, on paper or decrypted, and nobody else's.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
. "$SOURCE_DIR/tests/scripts/people.bash"
needs age-keygen ssh-keygen

age-keygen -o finance.key 2>/dev/null
sed -e "0,/person = \"finance\", delivery = \"paper\"/s//person = \"finance\", delivery = \"$(age-keygen -y finance.key)\"/" \
    "$SOURCE_DIR/examples/policies/team-of-five.toml" >policy.toml
init_escrow policy.toml escrow
export BREAKGLASS_ESCROW=$HERE/escrow
expect_ok ceremony start "${allow[@]}" --output-dir cards
unset BREAKGLASS_KEY
receipts() { grep -c 'v1: receipt' escrow/ledger/entries.jsonl || true; }

sealed=(--age-file cards/custodians-1-finance.age --identity finance.key)
expect_refusal 2 PEOPLE-KEY-UNKNOWN ceremony confirm "${sealed[@]}" --sign-as finance --key people/legal
expect_refusal 4 RECEIPT-HOLDER ceremony confirm "${sealed[@]}" --sign-as legal --key people/legal
expect_ok ceremony status
[ "$(grep -c 'not read back yet' stdout)" = 5 ] || fail "a refused receipt confirms nothing"
expect_ok --json ceremony confirm "${sealed[@]}" --sign-as finance --key people/finance
expect_stdout '"receipt":true'
[ "$(receipts)" = 1 ] || fail "the receipt is in the ledger"
# once signed, once recorded
expect_ok ceremony confirm "${sealed[@]}" --sign-as finance --key people/finance
[ "$(receipts)" = 1 ] || fail "a receipt is written once"

# a card on paper that was confirmed before gets its receipt later
expect_ok --json ceremony confirm --words cards/custodians-3-legal.txt
expect_stdout '"receipt":false'
expect_ok ceremony confirm --words cards/custodians-3-legal.txt --sign-as legal --key people/legal
[ "$(receipts)" = 2 ] || fail "the second receipt is written"
expect_ok --json ceremony confirm --words cards/custodians-3-legal.txt
expect_stdout '"receipt":true'
expect_ok ledger verify

# the ledger's statements are verified by ssh-keygen alone
python3 - <<'PYTHON' || fail "the receipts cannot be taken out of the ledger"
import json
for line in open("escrow/ledger/entries.jsonl", encoding="utf-8"):
    entry = json.loads(line)
    if entry["act"] == "ceremony.confirm" and "v1: receipt" in entry.get("statement", ""):
        text, armor = entry["statement"].split("-----BEGIN SSH SIGNATURE-----", 1)
        open(entry["actor"] + ".text", "w").write(text)
        open(entry["actor"] + ".sig", "w").write("-----BEGIN SSH SIGNATURE-----" + armor)
PYTHON
for person in finance legal; do
    printf '%s %s\n' "$person" "$(cut -d' ' -f1,2 "people/$person.pub")" >signers
    ssh-keygen -q -Y verify -f signers -I "$person" -n breakglass.receipt -s "$person.sig" <"$person.text" >verified 2>&1 ||
        fail "$(cat verified)"
done
