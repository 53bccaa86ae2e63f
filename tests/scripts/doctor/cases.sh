# Doctor and status know the cases: waiting, approved, begun, over, and files that are none.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
. "$SOURCE_DIR/tests/scripts/people.bash"
init_escrow team-of-five e
export BREAKGLASS_ESCROW=$HERE/e
run doctor
expect_stdout "no case is open [DOCTOR-CASE]"
expect_ok escrow status
expect_stdout "cases       0 waiting, 0 approved and open"

expect_ok case request exception --reason "the second witness is abroad" --key people/platform-lead
case=$(grep -m 1 -oE '[a-z]+-[0-9]{8}-[0-9a-f]{8}' stdout)
run doctor
expect_stdout "advice  case $case waits for 2 approvals until"
expect_ok escrow status
expect_stdout "cases       1 waiting, 0 approved and open"
for person in finance director; do
    expect_ok case approve "$case" --yes --key "people/$person"
done
run doctor
expect_stdout "case $case is approved and was not used yet"
expect_ok --json escrow status
python3 -c 'import json; assert json.load(open("stdout"))["cases"] == {"waiting": 0, "usable": 1}' || fail "status --json"
expect_ok case stop "$case" --reason "a false alarm" --key people/platform-lead
run doctor
expect_stdout "1 case is over"
[ "$status" = 6 ] || fail "keys are missing here, got $status"
! grep -q 'DOCTOR-LEFT-OUT' stdout || fail "everything could be read"

head -c 3000 /dev/urandom >"e/cases/$case.case"
run doctor
[ "$status" = 4 ] || fail "a damaged case, got $status"
grep -q "^FAILED  .*$case.*DOCTOR-CASE" stdout || fail "the damaged case is named"
