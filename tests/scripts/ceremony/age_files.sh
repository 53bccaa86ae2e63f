# Shares that go to keys instead of paper: age opens them, and so does ceremony confirm.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
. "$SOURCE_DIR/tests/scripts/people.bash"
needs age age-keygen ssh-keygen

age-keygen -o finance.key 2>/dev/null
ssh-keygen -q -t ed25519 -N '' -C '' -f legal.key
sed -e "0,/person = \"finance\", delivery = \"paper\"/s//person = \"finance\", delivery = \"$(age-keygen -y finance.key)\"/" \
    -e "0,/person = \"legal\", delivery = \"paper\"/s#\(person = \"legal\", delivery = \)\"paper\"#\1\"$(cut -d' ' -f1,2 legal.key.pub)\"#" \
    "$SOURCE_DIR/examples/policies/team-of-five.toml" >policy.toml
grep -c '"paper"' policy.toml | grep -qx 3 || fail "the policy was not edited as meant"
init_escrow policy.toml escrow
export BREAKGLASS_ESCROW=$HERE/escrow

# the files we cannot open ourselves stay unconfirmed
expect_refusal 3 CEREMONY-NOT-CONFIRMED --non-interactive ceremony run "${allow[@]}" --output-dir cards --read-back
expect_stderr "custodians 1 (finance), custodians 3 (legal) ["
expect_no_file cards/custodians-1-finance.txt
expect_no_file cards/custodians-1-finance.png
set_id=$(sed -n 's/^  set         //p' cards/custodians-2-director.txt)
expect_same cards/custodians-1-finance.age "escrow/manifests/$set_id/custodians-1-finance.age"

age --decrypt --identity legal.key cards/custodians-3-legal.age >opened.txt
grep -qF "  holder      legal" opened.txt || fail "age opened another card"
expect_refusal 3 AGE-NO-MATCH ceremony confirm --age-file cards/custodians-3-legal.age --identity finance.key
expect_ok ceremony confirm --age-file cards/custodians-3-legal.age --identity legal.key
expect_ok ceremony confirm --age-file "escrow/manifests/$set_id/custodians-1-finance.age" --identity finance.key
expect_stdout "all 5 cards were read back"
expect_ok ceremony activate
