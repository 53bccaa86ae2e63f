# An edited but unapplied policy is noticed by every command, and read.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
expect_ok escrow init --template team-of-five e
expect_ok --escrow e escrow status
! grep -q ESCROW-POLICY-CHANGED stderr || fail "nothing was edited"
sed -i 's/^escrow = "backups"/escrow = "ledger"/' e/escrow.toml
expect_ok --escrow e escrow status
expect_stderr ESCROW-POLICY-CHANGED
expect_stdout "EDITED and not applied"
expect_stdout "escrow      ledger"
expect_ok --escrow e --json escrow status
python3 -c 'import json; s = json.load(open("stdout")); assert s["policy_changed"] and s["escrow"] == "ledger"' \
    || fail "status --json"
expect_ok --escrow e escrow kit kit
expect_ok escrow open kit again
expect_stderr ESCROW-POLICY-CHANGED
