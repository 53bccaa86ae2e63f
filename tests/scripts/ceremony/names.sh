# Names of people in any script stand on cards, in the script and the record of a ceremony and in
# lists; the codes beside them still scan. What hides or turns text is in no name.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
. "$SOURCE_DIR/tests/scripts/people.bash"
needs python3 pdftotext zbarimg fc-list

# Arabic, Devanagari, Han, Thai; and Persian with the non-joiner that its letters need
named() {
    python3 - "$1" "$2" <<'PYTHON'
import json, sys
names = {"finance": "سلمى العمري", "director": "प्रिया शर्मा", "legal": "山田太郎",
         "platform-lead": "สมชาย ใจดี", "security-lead": "پاک\u200cنهاد"}
if sys.argv[2]:
    names = {"finance": json.loads('"' + sys.argv[2] + '"')}
for line in open(sys.argv[1], encoding="utf-8"):
    print(line, end="")
    for person, name in names.items():
        if line.replace(" ", "").strip() == f'id="{person}"':
            print("name = " + json.dumps(name, ensure_ascii=False))
PYTHON
}
keyed_policy team-of-five plain.toml
for hidden in 'Bu\u200ddi' 'a\u202eb'; do
    named plain.toml "$hidden" >bad.toml
    expect_refusal 2 POLICY-PERSON-NAME policy check --policy bad.toml
done
named plain.toml '' >policy.toml
expect_ok escrow init --policy policy.toml escrow
apply_policy escrow
export BREAKGLASS_ESCROW=$HERE/escrow
expect_ok ceremony run "${allow[@]}" --output-dir cards --format png --read-back
cp stderr said

shown() { for name in سلمى प्रिया 山田太郎 สมชาย پاک; do grep -qF "$name" "$1" || fail "$name is not in $2"; done; }
persian=$(printf 'پاک\u200cنهاد')
for command in "policy show" "--json policy show" "ceremony plan" "--json ceremony plan" "ceremony record" \
    "--json ceremony record" "custodian list" "--json custodian list"; do
    # shellcheck disable=SC2086
    expect_ok $command
    shown stdout "$command"
    grep -qF "$persian" stdout || fail "$command loses the joiner"
done

# each card reads back by its picture alone, whatever stands beside the code
for card in cards/*.png; do
    zbarimg -q --raw "$card" 2>/dev/null | grep -q '^BREAKGLASS 1 ' || fail "$card does not scan"
done
# where the machine has the fonts, nothing is a box, and the PDFs say the names
if grep -qF "no font here" said; then
    printf 'this machine has no fonts for some of the names\n'
    exit 0
fi
expect_ok ceremony record --format pdf --output record.pdf
expect_ok ceremony plan --format pdf --output plan.pdf
for pages in record plan; do
    pdftotext $pages.pdf text
    grep -qF 山田太郎 text || fail "$pages.pdf does not say the name"
done
