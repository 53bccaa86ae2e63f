# The first policy: owner and witness. Later ones: as many approvals as the policy in force wants,
# for exactly the text that was asked for; and nothing happens in an escrow before the first.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
. "$SOURCE_DIR/tests/scripts/people.bash"
keyed_policy team-of-five people.toml
expect_ok escrow init --policy people.toml e
export BREAKGLASS_ESCROW=$HERE/e
unset BREAKGLASS_KEY SSH_AUTH_SOCK

expect_refusal 2 ESCROW-POLICY-UNAPPLIED ceremony run "${allow[@]}" --output-dir cards --read-back
expect_stderr "breakglass policy apply"
expect_no_file cards
expect_refusal 2 ESCROW-POLICY-UNAPPLIED kek create k --keystore "file:$HERE/k.age" --owner platform-lead \
    --purpose p --recipient "$(cut -d' ' -f1,2 people/finance.pub)"
expect_no_file k.age

expect_refusal 2 - policy apply
expect_refusal 3 CASE-REQUESTER policy apply --key people/finance
expect_refusal 3 CASE-APPROVALS policy apply --key people/owner
expect_refusal 3 - policy apply --witness-key people/owner
expect_refusal 3 - policy apply --witness-key people/finance
expect_no_file e/policy.applied
expect_ok policy apply --witness-key people/witness
expect_same e/policy.applied people.toml
expect_ok policy apply
expect_stderr "in force already"

# A change: the draft is asked for by one and approved by two others, all under the old policy.
sed -i 's/^objective = .*/objective = "2h"/' e/escrow.toml
expect_refusal 3 CASE-APPROVALS policy apply --key people/owner
sed -i 's/^objective = .*/objective = "1h"/' e/escrow.toml
case=$(ls -t e/cases | head -n 1); case=${case%.case}
for person in finance director; do expect_ok case approve "$case" --yes --key "people/$person"; done
expect_refusal 2 POLICY-OTHER-TEXT policy apply --case "$case"
expect_refusal 3 CASE-APPROVALS policy apply --key people/owner   # asks anew, for the new text
sed -i 's/^objective = .*/objective = "2h"/' e/escrow.toml
expect_ok policy apply --case "$case"
expect_same e/policy.applied e/escrow.toml
grep -q 'objective = "2h"' e/policy.applied || fail "another text was applied"
expect_ok ledger show --act policy.apply --json
[ "$(grep -c '"act":"policy.apply"' stdout)" = 2 ] || fail "the ledger says each application"
# Approvals of one policy are worth nothing under the next.
expect_ok case show
grep -q outdated stdout || fail "the other case is outdated: it was asked under the old policy"
