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
common=(--reason R --fresh-kek fresh --output-dir out "${quorum[@]}")

expect_refusal 2 INCIDENT-SCOPE incident run INC-1 "${common[@]}" --scope payroll
expect_refusal 2 INCIDENT-SCOPE incident run INC-1 "${common[@]}" --scope id=12
expect_refusal 2 INCIDENT-SCOPE-EMPTY incident run INC-1 "${common[@]}" --scope 'label=nothing*'
expect_refusal 2 INCIDENT-SCOPE-EMPTY incident run INC-1 "${common[@]}" \
    --scope id=00000000000000000000000000000000
expect_refusal 2 POLICY-LABEL incident run INC-1 "${common[@]}" --scope label=
expect_refusal 2 INCIDENT-CASE-NAME incident run '../x' "${common[@]}" --scope 'label=*'
expect_refusal 2 INCIDENT-INCOMPLETE incident run INC-1 "${quorum[@]}"
expect_stderr "lacks --reason, --scope, --fresh-kek"
expect_refusal 2 INCIDENT-KEK-UNKNOWN incident run INC-1 --reason R --scope 'label=*' --fresh-kek none
expect_refusal 2 INCIDENT-KEK-NOT-FRESH incident run INC-1 --reason R --scope 'label=*' --fresh-kek old
expect_refusal 2 INCIDENT-OUTPUT incident run INC-0 --reason R --scope 'label=*' --fresh-kek fresh "${quorum[@]}"
# A place that cannot be made is found before a card is used.
expect_refusal 1 - incident run INC-0 "${quorum[@]}" --output-dir /proc/none
run escrow status
! grep -q spent stdout || fail "no use may be recorded before a run can write"
expect_refusal 2 INCIDENT-UNKNOWN incident status INC-1

# Only the newest payroll; all three are rewrapped all the same.
expect_ok incident run INC-1 "${common[@]}" --scope label=payroll,latest
expect_restored payroll
[ "$(ls out | wc -l)" = 1 ] || fail "the scope is one backup"
expect_stderr "3 backups are rewrapped"
expect_refusal 2 INCIDENT-DIFFERS incident run INC-1 --scope 'label=*'
expect_refusal 2 INCIDENT-DIFFERS incident run INC-1 --reason other
# A backup that is sealed to the fresh KEK afterwards is not part of the case.
seal_backup payroll
expect_ok incident status INC-1
expect_stdout "restored   1 of 1 backups"
