# check and show tell what the policy says and what really is: who holds the KEK, who the cards.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
. "$SOURCE_DIR/tests/scripts/with_escrow.sh"
needs python3
run policy check
[ "$status" = 6 ] || fail "an operator who owns the KEK is serious, got $status"
expect_stdout '"platform-lead" alone can read the stores (role operator) and open what lies there (owner of KEK "everyday") [POLICY-PIN-AND-STORE]'
expect_stdout 'KEK everyday (active): 1 person: platform-lead, with its PIN or passphrase; opens 0 backups'
expect_stdout "(active): 3 people, such as finance, director and legal"
! grep -q "the cards this policy asks for" stdout || fail "they were made"
expect_ok policy show
expect_stdout "platform-lead can do both alone"
expect_stdout "any 3 of these 5"
expect_stdout "incident: 2 approvals within 8h; then it may begin for 4h; who asks may not give a share"
expect_stdout "offsite: $HERE/store, archive, kept for 35d"
for verb in check show; do
    run --json policy $verb
    python3 - $verb <<'PY' || fail "--json policy $verb"
import json, sys
d = json.load(open("stdout"))
kek, cards = d["paths"]
assert kek["way"] == "kek" and kek["people"] == {"count": 1, "such_as": ["platform-lead"], "exact": True}
assert cards["way"] == "share-set" and cards["people"]["count"] == 3 and cards["places"]["count"] == 1
assert cards["alone_places"] == ["Jakarta"] and cards["alone"] == []
assert d["stores_and_keys"] == [{"person": "platform-lead", "by": "KEK everyday"}]
if sys.argv[1] == "check":
    rules = [f["rule"] for f in d["findings"]]
    assert "POLICY-PIN-AND-STORE" in rules and d["serious"] == sum(f["weight"] == "serious" for f in d["findings"])
    assert [f["weight"] for f in d["findings"]] == sorted((f["weight"] for f in d["findings"]), reverse=True)
else:
    assert d["recovery"]["groups"][0]["threshold"] == 3 and d["stores"][0]["retain"] == "35d"
PY
done

# A manifest that is lost is said, never guessed.
rm escrow/manifests/*.manifest
run policy check
expect_stdout "not counted: the manifest of share set"

# Files: wrong ones are refused, hostile text never reaches the terminal.
expect_refusal 2 POLICY-MISSING-KEY policy check --policy /dev/null
expect_refusal 1 FILE-MISSING policy show --policy nothing.toml
sed 's/^purpose = .*/purpose = "\\u001b[2J\\u202e"/' policy.toml >hostile.toml
expect_refusal 2 POLICY-TEXT policy show --policy hostile.toml
! grep -q $'\033' stderr || fail "an escape reached the terminal"
expect_refusal 2 - policy check --policy
expect_refusal 2 - policy
unset BREAKGLASS_ESCROW
expect_refusal 2 ESCROW-NOT-NAMED policy check
