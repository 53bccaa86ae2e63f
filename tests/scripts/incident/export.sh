# The recovery key itself leaves only as an age file, to one whom policy, request and approvals name.
. "$SOURCE_DIR/tests/scripts/incident/desk.bash"
needs age
ssh-keygen -q -t ed25519 -N '' -C '' -f auditor
auditor=$(cut -d' ' -f1,2 auditor.pub)
recovery_also="export = [\"$auditor\"]"
make_escrow payroll
make_kek fresh
quorum
expect_refusal 3 CASE-EXPORT case request incident --reason r --scope 'label=*' --export "$(cut -d' ' -f1,2 keys/kek.pub)" --key people/owner
expect_refusal 2 CASE-REQUEST case request restore --reason r --scope 'label=*' --export "$auditor" --key people/owner

# a case that names nobody hands out nothing
ask 'label=*'
expect_refusal 2 INCIDENT-EXPORT incident run "$case" --fresh-kek fresh "${quorum[@]}" --output-dir out --export-file key.age
expect_no_file key.age
expect_ok case stop "$case" --reason "once more, with the key" --key people/legal

open_case incident --reason "hand over to the auditor" --scope 'label=*' --export "$auditor"
expect_ok case show "$case"
expect_stdout "the recovery key to ssh-ed25519"
begin=(incident run "$case" --fresh-kek fresh --output-dir out "${quorum[@]}")
expect_refusal 2 INCIDENT-EXPORT "${begin[@]}"
touch taken
expect_refusal 1 FILE-EXISTS "${begin[@]}" --export-file taken
run escrow status
! grep -q SPENT stdout || fail "the key was used though it could not be written"
expect_ok "${begin[@]}" --export-file key.age
expect_stderr "the recovery key was handed out"
[ "$(stat -c %a key.age)" = 600 ] || fail "the file is not for its owner alone"
expect_ok ledger show --act incident.export --json
expect_stdout "$case"
# the auditor, with nothing but age, opens the backups with it
age -d -i auditor key.age >key.txt || fail "the auditor cannot open the file"
age -d -i key.txt store/payroll* >plain || fail "the key does not open the backup"
expect_same plain plain-payroll
age -d -i keys/kek key.age >/dev/null 2>&1 && fail "somebody else opens the file"
exit 0
