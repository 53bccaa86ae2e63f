# Whoever can write to an escrow can append to its ledger. What such an entry claims in another's name
# is named by the record, and by its verification.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
. "$SOURCE_DIR/tests/scripts/people.bash"
needs ssh-keygen python3

init_escrow team-of-five escrow
export BREAKGLASS_ESCROW=$HERE/escrow
expect_ok ceremony run "${allow[@]}" --output-dir cards --read-back
expect_ok ceremony witness --text-only --sign-as legal
cp stdout text
sign() { ssh-keygen -q -Y sign -n breakglass.witness -f "people/$1" "$2" 2>/dev/null; cat "$2" "$2.sig" >"$2.statement"; rm "$2.sig"; }
size=$(sed -n 's/^ledger: \([0-9]*\) .*/\1/p' text)
expect_ok ceremony record --at "$size" --output signed.txt

# statements about another escrow, and records of one, are not of this one
sed 's/^escrow: .*/escrow: other 00112233445566778899aabbccddeeff/' text >other
sign legal other
expect_refusal 4 WITNESS-ESCROW ceremony witness --statement other.statement
sed 's/^escrow: .*/escrow: other 00112233445566778899aabbccddeeff/' signed.txt >other.txt
expect_refusal 4 RECORD-ESCROW ceremony record --verify other.txt

# forge ACTOR STATEMENT [FACT=VALUE]: appends a witness's entry as anybody can who may write there
forge() {
    rm -rf forged && cp -r escrow forged
    python3 - "$@" <<'PYTHON'
import hashlib, json, sys
ledger = "forged/ledger/entries.jsonl"
actor, statement, *changed = sys.argv[1:]
text = open(statement).read()
lines = open(ledger, encoding="utf-8").read().splitlines()

def root(leaves):
    if len(leaves) == 1:
        return hashlib.sha256(b"\0" + leaves[0]).digest()
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return hashlib.sha256(b"\1" + root(leaves[:half]) + root(leaves[half:])).digest()

said = dict(line.split(": ", 1) for line in text.splitlines() if ": " in line)
size, head = said["ledger"].split()
facts = {"set": said["set"], "size": size, "root": head, "record": said["record"]}
facts.update(one.split("=", 1) for one in changed)
last = json.loads(lines[-1])
entry = {"breakglass": "entry v1", "number": len(lines), "after": root([line.encode() for line in lines]).hex(),
         "time": last["time"], "act": "ceremony.witness", "actor": actor, "login": last["login"],
         "facts": facts, "statement": text}
with open(ledger, "a", encoding="utf-8") as file:
    file.write(json.dumps(entry, separators=(",", ":"), ensure_ascii=False) + "\n")
PYTHON
    expect_ok --escrow forged ledger verify
}

# the real thing, appended by hand, verifies: the forgeries below differ from it in one thing each
sign legal text
forge legal text.statement
expect_ok --escrow forged ceremony record --verify signed.txt
expect_stdout "signed by legal"

# signed by another key, which the statement does not name
cp text stolen && sign finance stolen
forge legal stolen.statement
expect_refusal 4 RECORD-SIGNER --escrow forged ceremony record --verify signed.txt
expect_stdout "signed by legal with $(ssh-keygen -lf people/finance.pub | cut -d' ' -f2)"

# a good signature of legal, under an entry that claims something else
forge legal text.statement size=1
expect_refusal 4 RECORD-STATEMENT --escrow forged ceremony record --verify signed.txt
expect_stdout "DOES NOT VERIFY"
expect_ok --escrow forged ceremony record
expect_stdout "DOES NOT VERIFY: RECORD-STATEMENT"
forge security-lead text.statement
expect_refusal 4 RECORD-STATEMENT --escrow forged ceremony record --verify signed.txt

# a statement that was changed after it was signed
sed 's/I was in the room/I was not in the room/' text.statement >changed
forge legal changed
run --escrow forged ceremony record --verify signed.txt
[ "$status" = 4 ] || fail "a changed statement passes"
grep -qF "[SIGNATURE-" stderr || fail "the signature is what does not hold"
