# Cards are lost one after the other, a custodian leaves, and a new key takes the old one's place.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
. "$SOURCE_DIR/tests/scripts/people.bash"
needs ssh-keygen

init_escrow team-of-five escrow
export BREAKGLASS_ESCROW=$HERE/escrow
ssh-keygen -q -t ed25519 -N '' -C kek -f kek-key
expect_ok kek create everyday --keystore "file:$HERE/kek.age" --owner platform-lead --purpose test \
    --recipient "$(cut -d' ' -f1,2 kek-key.pub)"
expect_refusal 2 CUSTODIAN-NO-SET custodian lost finance --reason theft
expect_refusal 2 CUSTODIAN-UNKNOWN custodian replace finance
expect_ok ceremony run "${allow[@]}" --output-dir cards --read-back
set_id=$(sed -n 's/^  set         //p' cards/custodians-1-finance.txt)

expect_refusal 2 CUSTODIAN-UNKNOWN custodian lost stranger --reason theft
expect_refusal 2 CUSTODIAN-REASON custodian lost finance --reason " "
expect_refusal 2 CUSTODIAN-REASON custodian lost finance --reason "$(printf 'a\nb')"
expect_refusal 2 CUSTODIAN-NO-SET custodian lost finance --reason theft --set 00000000
expect_ok custodian lost finance --reason "bag stolen on the train"
expect_stdout "margin: 1 (custodians: 4 good, 3 needed)"
expect_stdout "still good: director, legal, platform-lead, security-lead"
expect_ok custodian lost finance --reason "again"
expect_stderr "this was known before"
run doctor
[ "$status" = 6 ] || fail "a lost card is owed"
expect_stdout "DOCTOR-CARDS-LOST"
# the last safe card
expect_ok custodian lost director --reason "water"
expect_stderr "[CUSTODIAN-LAST-SAFE]"
run doctor
expect_stdout "DOCTOR-CARDS-MARGIN"
# too few are left
expect_ok --json custodian lost legal --reason "fire" --set "$set_id"
expect_stderr "[CUSTODIAN-TOO-FEW]"
expect_stderr "while the KEK still opens, make a new key"
expect_stdout '"alarm":"CUSTODIAN-TOO-FEW"'
expect_ok custodian list
expect_stdout "LOST, reported"
expect_stdout "bag stolen on the train"
expect_stdout "margin: too few cards are left"
expect_ok ledger show
[ "$(grep -c custodian.lost stdout)" = 3 ] || fail "three losses are in the ledger"

# legal leaves: the rotation is owed, and settled only by a new key
expect_ok custodian replace legal
expect_stdout "1. [now  ] the policy gives no share to legal"
expect_refusal 6 ROTATION-OWED rotation status
expect_stdout "custodian legal left"
expect_ok custodian replace legal
expect_ok ledger show
[ "$(grep -c custodian.replace stdout)" = 1 ] || fail "a departure is recorded once"
sed -i -e '/person = "legal"/d' escrow/escrow.toml
expect_ok custodian replace legal
expect_stdout "2. [now  ] that policy is in force"
# a run with nothing under the set does not settle it while new backups go there
run rotation run --identity kek-key
[ "$status" != 0 ] || fail "the set is still the active one"
expect_refusal 6 ROTATION-OWED rotation status

approvers="finance director"
expect_refusal 3 CASE-APPROVALS policy apply --key people/owner
case=$(ls -t escrow/cases | head -n 1); case=${case%.case}
for person in $approvers; do expect_ok case approve "$case" --yes --key "people/$person"; done
expect_ok policy apply --case "$case"
expect_ok custodian replace legal
expect_stdout "3. [now  ] a new recovery key is active"
expect_ok ceremony start "${allow[@]}" --output-dir new-cards
expect_ok custodian replace legal
expect_stdout "waits)"
expect_ok ceremony confirm --cards new-cards
expect_ok ceremony activate
expect_ok custodian replace legal
expect_stdout "4. [now  ] every backup is rewrapped"
expect_ok rotation run --identity kek-key
expect_ok --json custodian replace legal
expect_stdout '"state":"now","what":"the cards of set '"$set_id"
expect_ok rotation status
# the losses were those of the old cards
expect_ok custodian list
expect_stdout "set $set_id retiring"
expect_stdout "margin: any 1 more card may be lost (custodians: 4 good, 3 needed)"
run doctor
! grep -q DOCTOR-CARDS-LOST stdout || fail "the active set has lost nothing"
expect_stdout "DOCTOR-CARDS"
