# What is asked is what is restored: a label, the newest of a label, an id; and a wrong request is
# refused before any card is looked at.
. "$SOURCE_DIR/tests/scripts/incident/desk.bash"
make_escrow payroll ledger
seal_backup payroll
expect_ok escrow kit kit-2
rm -rf escrow keys/old.age
expect_ok escrow open kit-2 escrow
make_kek fresh
quorum
cards_and_place=(--output-dir out "${quorum[@]}")
refused_request() { expect_refusal 2 "$1" case request incident --reason R --scope "$2"; }
refused_request SCOPE-MALFORMED payroll
refused_request SCOPE-MALFORMED id=12
refused_request POLICY-LABEL label=

expect_refusal 2 CASE-UNKNOWN incident run '../x' "${cards_and_place[@]}"
refused_request SCOPE-EMPTY 'label=nothing*'
refused_request SCOPE-EMPTY id=00000000000000000000000000000000
ask 'label=*'
expect_refusal 2 INCIDENT-INCOMPLETE incident run "$case" "${cards_and_place[@]}"
expect_refusal 2 INCIDENT-KEK-UNKNOWN incident run "$case" --fresh-kek none
expect_refusal 2 INCIDENT-KEK-NOT-FRESH incident run "$case" --fresh-kek old
expect_refusal 2 INCIDENT-OUTPUT incident run "$case" --fresh-kek fresh "${quorum[@]}"
# A place that cannot be made is found before a card is used.
expect_refusal 1 - incident run "$case" "${quorum[@]}" --output-dir /proc/none
run escrow status
! grep -q spent stdout || fail "no use may be recorded before a run can write"

# Only the newest payroll; all three are rewrapped all the same.
ask label=payroll,latest
expect_refusal 2 INCIDENT-UNKNOWN incident status "$case"
expect_ok "${begin[@]}" "${quorum[@]}"
expect_restored payroll
[ "$(ls out | wc -l)" = 1 ] || fail "the scope is one backup"
expect_stderr "3 backups are rewrapped"
# A backup that is sealed to the fresh KEK afterwards is not part of the case.
seal_backup payroll
expect_ok incident status "$case"
expect_stdout "restored   1 of 1 backups"
