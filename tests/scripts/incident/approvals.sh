# Nobody alone: without enough approvals, before the act or after a stop, no card is looked at; what
# was asked is what is restored; a case that began is carried on under the same approvals.
. "$SOURCE_DIR/tests/scripts/incident/desk.bash"
make_escrow payroll ledger
rm -rf escrow keys/old.age
expect_ok escrow open kit escrow
make_kek fresh
quorum

expect_ok case request incident --reason "the KEK is lost" --scope label=payroll --key people/owner
case=$(grep -m 1 -oE 'incident-[0-9]{8}-[0-9a-f]{8}' stdout)
begin=(incident run "$case" --fresh-kek fresh --output-dir out)
not_yet() {
    expect_refusal 3 CASE-APPROVALS "${begin[@]}" "${quorum[@]}"
    ! grep -q "card .* taken" stderr || fail "a card was looked at without approval"
    expect_no_file out
    run escrow status
    ! grep -q SPENT stdout || fail "the share set was used without approval"
}
not_yet
expect_refusal 3 CASE-REQUESTER-APPROVES case approve "$case" --yes --key people/owner
expect_ok case approve "$case" --yes --key people/finance
not_yet
expect_refusal 3 CASE-TWICE case approve "$case" --yes --key people/finance
not_yet
expect_ok case approve "$case" --yes --key people/legal
# Too few cards do not use the case up, nor hold its window open.
expect_refusal 3 INCIDENT-QUORUM "${begin[@]}" --words "${cards[0]}"
expect_ok ledger show --act case.use --json
grep -q "$case" stdout && fail "a run without a quorum counts as a use"
expect_ok "${begin[@]}" "${quorum[@]}"
expect_restored payroll
expect_no_file out/ledger-*
expect_ok ledger show --json --case "$case"
for act in case.request case.approve case.use incident.rejoin backup.rewrap; do
    grep -q "\"act\":\"$act\"" stdout || fail "the ledger does not say $act"
done
expect_refusal 3 CASE-OWED case close "$case" --key people/owner

# Stopped by one approver: for good, even with all approvals there.
ask 'label=ledger'
expect_ok case stop "$case" --reason "not the real requester" --key people/legal
expect_refusal 3 CASE-STOPPED "${begin[@]}" "${quorum[@]}"
expect_stderr "not the real requester"
# A case for another act, and one of another escrow, open nothing.
expect_ok case request restore --reason r --scope label=ledger --key people/owner
case=$(grep -m 1 -oE 'restore-[0-9]{8}-[0-9a-f]{8}' stdout)
expect_refusal 2 CASE-KIND incident run "$case" --fresh-kek fresh --output-dir out "${quorum[@]}"
expect_refusal 2 CASE-UNKNOWN incident run incident-20010101-00000000 --fresh-kek fresh --output-dir out
