# The record: the same bytes twice, signed by witnesses natively and by hand, verified against the
# ledger; a changed line, manifest or record is named.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
. "$SOURCE_DIR/tests/scripts/people.bash"
needs ssh-keygen python3

init_escrow team-of-five escrow
export BREAKGLASS_ESCROW=$HERE/escrow
expect_refusal 2 RECORD-NOT-FOUND ceremony record
expect_ok ceremony start "${allow[@]}" --output-dir cards
expect_ok ceremony record
for said in "NOT read back" "state: delivered" "network (entry" "combinations (entry" "10 of 10 tried, all good" \
    "owner: platform-lead" "disk (entry"; do
    expect_stdout "$said"
done
expect_ok ceremony confirm --words cards/custodians-3-legal.txt --sign-as legal --key people/legal
expect_ok ceremony run "${allow[@]}" --output-dir cards --read-back

# made again, it is the same
expect_ok ceremony record --output one.txt
expect_ok ceremony record --output two.txt
expect_same one.txt two.txt
grep -qF "state: active" one.txt || fail "the set is active"
grep -qF "receipt signed by legal with $(ssh-keygen -lf people/legal.pub | cut -d' ' -f2)" one.txt || fail "no receipt"
! grep -qF "NOT read back" one.txt || fail "all were read back"
expect_ok --json ceremony record
python3 -m json.tool <stdout >/dev/null || fail "no JSON"
expect_refusal 2 RECORD-AT ceremony record --at 100000
expect_refusal 2 CEREMONY-LANGUAGE ceremony record --language de

# what a second program makes of the manifest: the words, from the document alone
set=$(sed -n 's/^set: //p' one.txt)
python3 - "$SOURCE_DIR/shamir/scheme/src/word_list.h" "escrow/manifests/$set.manifest" one.txt <<'PYTHON' || fail "other words"
import hashlib, re, sys
text = open(sys.argv[1]).read()
listed = re.findall(r'"([a-z]{4,8})"', text)
words = "\n".join(listed) + "\n"
assert hashlib.sha256(words.encode()).hexdigest() == "bcc4555340332d169718aed8bf31dd9d5248cb7da6e5d355140ef4f1e601eec3", len(listed)
digest = hashlib.sha256(open(sys.argv[2], "rb").read()).digest()
bits = "".join(f"{byte:08b}" for byte in digest) + "0000"
spoken = [listed[int(bits[at:at + 10], 2)] for at in range(0, 260, 10)]
record = open(sys.argv[3]).read()
assert [f"{n} {word}" for n, word in enumerate(spoken, 1)] == re.findall(r"^  (\d+ [a-z]+)$", record, re.M)
assert "manifest: " + digest.hex() in record
PYTHON

# the ledger named the record when the set became active; two witnesses sign that very text
pinned=$(python3 -c '
import json
for line in open("escrow/ledger/entries.jsonl", encoding="utf-8"):
    entry = json.loads(line)
    if entry["act"] == "ceremony.record": print(json.dumps(entry["facts"]))')
[ "$(wc -l <<<"$pinned")" = 1 ] || fail "one record is pinned: $pinned"
expect_ok --json ceremony witness --key people/security-lead
signed=$(cat stdout)
expect_ok ceremony witness --text-only --sign-as legal
cp stdout text
ssh-keygen -q -Y sign -n breakglass.witness -f people/legal text 2>/dev/null
cat text text.sig >statement
expect_ok ceremony witness --statement statement
expect_ok ceremony witness --statement statement
expect_stdout "as before"
size=$(sed -n 's/^ledger: \([0-9]*\) .*/\1/p' text)
grep -qF "\"ledger_size\":$size" <<<"$signed" || fail "two witnesses signed two records: $signed"
expect_ok ceremony record --at "$size" --output signed.txt
[ "$(sha256sum <signed.txt | cut -d' ' -f1)" = "$(sed -n 's/^record: //p' text)" ] || fail "another text was signed"
grep -qF "$(sha256sum <signed.txt | cut -d' ' -f1)" <<<"$pinned" || fail "the ledger names another record"
expect_ok ceremony record --verify signed.txt
[ "$(grep -c '^signed by ' stdout)" = 2 ] || fail "two people signed"
expect_ok ceremony record
[ "$(grep -c 'over the record' stdout)" = 2 ] || fail "the record lists who signed"
expect_ok ceremony record --verify one.txt
expect_stdout "nobody has signed it yet"
expect_ok ceremony record --at "$size" --language id --output signed-id.txt
expect_ok ceremony record --verify signed-id.txt
grep -qF "original: $(sha256sum <signed.txt | cut -d' ' -f1)" signed-id.txt || fail "the translation names its original"

# ssh-keygen alone verifies the signature in the ledger, for this purpose and no other
python3 - <<'PYTHON'
import json
for line in open("escrow/ledger/entries.jsonl", encoding="utf-8"):
    entry = json.loads(line)
    if entry["act"] == "ceremony.witness" and entry["actor"] == "legal":
        text, armor = entry["statement"].split("-----BEGIN SSH SIGNATURE-----", 1)
        open("kept.text", "w").write(text)
        open("kept.sig", "w").write("-----BEGIN SSH SIGNATURE-----" + armor)
PYTHON
printf 'legal %s\n' "$(cut -d' ' -f1,2 people/legal.pub)" >signers
ssh-keygen -q -Y verify -f signers -I legal -n breakglass.witness -s kept.sig <kept.text >verified 2>&1 || fail "$(cat verified)"
for purpose in breakglass.receipt breakglass.approval file; do
    ! ssh-keygen -q -Y verify -f signers -I legal -n $purpose -s kept.sig <kept.text 2>/dev/null || fail "good for $purpose"
done

# what was not signed, or not of this record, is refused
expect_refusal 2 WITNESS-WHO ceremony witness --text-only
resign() { ssh-keygen -q -Y sign -n "$1" -f "people/$2" changed 2>/dev/null; cat changed changed.sig >changed.statement; rm changed.sig; }
sed "s/^record: ../record: 00/" text >changed && grep -q '^record: 00' changed
cmp -s text changed && sed "s/^record: ../record: 11/" text >changed
resign breakglass.witness legal
expect_refusal 4 WITNESS-RECORD ceremony witness --statement changed.statement
cp text changed && resign breakglass.witness platform-lead
expect_refusal 4 SIGNATURE-KEY ceremony witness --statement changed.statement
cp text changed && resign breakglass.approval legal
expect_refusal 4 SIGNATURE-NAMESPACE ceremony witness --statement changed.statement
sed 's/^signer: legal/signer: nobody/' text >changed && resign breakglass.witness legal
expect_refusal 4 WITNESS-SIGNER ceremony witness --statement changed.statement
sed '/^set: /d' text >changed && resign breakglass.witness legal
expect_refusal 4 WITNESS-STATEMENT ceremony witness --statement changed.statement

# a changed record is named by its line, a changed ledger by its entry, a changed manifest by its hash
sed 's/^  owner: platform-lead$/  owner: finance/' signed.txt >changed
expect_refusal 4 RECORD-DIFFERS ceremony record --verify changed
expect_stderr "owner: finance"
head -c 400 signed.txt >changed
expect_refusal 4 RECORD-DIFFERS ceremony record --verify changed
sed -E "s/^(ledger: [0-9]+ ).{8}/\100000000/" signed.txt >changed
expect_refusal 4 LEDGER-FORKED ceremony record --verify changed
sed -E "s/^ledger: [0-9]+/ledger: 9999/" signed.txt >changed
expect_refusal 4 LEDGER-ROLLED-BACK ceremony record --verify changed
echo "something else" >changed
expect_refusal 4 RECORD-FORMAT ceremony record --verify changed
cp -r escrow bent
sed -i 's/"how":"words"/"how":"paper"/' bent/ledger/entries.jsonl
expect_refusal 4 LEDGER-BROKEN --escrow bent ceremony record --verify signed.txt
rm -r bent && cp -r escrow bent
printf x >>"bent/manifests/$set.manifest"
expect_refusal 4 RECORD-MANIFEST --escrow bent ceremony record --verify signed.txt
