# An edited but unapplied policy is noticed by every command, and the one in force goes on.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
. "$SOURCE_DIR/tests/scripts/people.bash"
init_escrow team-of-five e
expect_ok --escrow e escrow status
! grep -q ESCROW-POLICY-CHANGED stderr || fail "nothing was edited"
sed -i 's/^escrow = "backups"/escrow = "ledger"/' e/escrow.toml
expect_ok --escrow e escrow status
expect_stderr ESCROW-POLICY-CHANGED
expect_stdout "EDITED and not applied"
expect_stdout "escrow      backups"
expect_ok --escrow e --json escrow status
python3 -c 'import json; s = json.load(open("stdout")); assert s["policy_changed"] and s["escrow"] == "backups"' \
    || fail "status --json"
expect_ok --escrow e escrow kit kit
expect_ok escrow open kit again
expect_stderr ESCROW-POLICY-CHANGED
# Even a draft that nobody can read stops no command; only applying it does.
echo 'owner = 7' >>e/escrow.toml
expect_ok --escrow e escrow status
expect_stderr ESCROW-POLICY-CHANGED
expect_refusal 2 - --escrow e policy apply --key people/owner
# A policy.applied that the ledger does not name is no policy.
cp e/policy.applied kept && echo '# laxer' >>e/policy.applied
expect_refusal 4 ESCROW-POLICY-FOREIGN --escrow e escrow status
cp kept e/policy.applied
expect_ok --escrow e escrow status
