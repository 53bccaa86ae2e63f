# A backup goes straight into a command; one that fails is no restore, and the same again carries on.
. "$SOURCE_DIR/tests/scripts/incident/desk.bash"
make_escrow payroll ledger
make_kek fresh
quorum
ask 'label=*'
expect_refusal 2 INCIDENT-COMMAND-ONE incident run "$case" --fresh-kek fresh "${quorum[@]}" -- cat
ask 'label=payroll'
begin=(incident run "$case" --fresh-kek fresh)
expect_refusal 2 INCIDENT-OUTPUT "${begin[@]}" "${quorum[@]}" --output-dir out -- cat
expect_refusal 5 INCIDENT-PARTIAL "${begin[@]}" "${quorum[@]}" -- sh -c 'cat >/dev/null; exit 7'
expect_ok incident run "$case" --identity keys/kek -- sh -c 'cat >taken'
expect_same taken plain-payroll
expect_ok incident run "$case" --identity keys/kek -- sh -c 'echo twice >taken'
expect_same taken plain-payroll
