# BACKUP-NO-ACTIVE-SET, BACKUP-NO-ACTIVE-KEK: an escrow without keys says which command makes them.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
. "$SOURCE_DIR/tests/scripts/people.bash"
export BREAKGLASS_ESCROW=$HERE/escrow
init_escrow team-of-five escrow
expect_refusal 3 BACKUP-NO-ACTIVE-SET backup seal /etc/hostname --label x --output out
expect_stderr "breakglass ceremony run"
expect_ok ceremony run "${allow[@]}" --output-dir cards --read-back
expect_refusal 3 BACKUP-NO-ACTIVE-KEK backup seal /etc/hostname --label x --output out
expect_stderr "breakglass kek create"
expect_no_file out
unset BREAKGLASS_ESCROW
expect_refusal 2 ESCROW-NOT-NAMED backup seal /etc/hostname --label x --output out
