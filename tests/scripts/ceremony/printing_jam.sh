# A printer that jams: the job is cancelled, the same set goes on, and the record says what may be out.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
. "$SOURCE_DIR/tests/scripts/people.bash"
. "$SOURCE_DIR/tests/scripts/cupsd.bash"

# two cards are printed and read back as five are, and sooner
sed '/person = "\(legal\|platform-lead\|security-lead\)", delivery/d; s/^threshold = 3/threshold = 2/' "$SOURCE_DIR/examples/policies/team-of-five.toml" >small.toml
init_escrow small.toml escrow
export BREAKGLASS_ESCROW=$HERE/escrow
allow+=(--allow-unlocked-memory)

start_cupsd "$cups/spool" "PreserveJobFiles No" "PreserveJobHistory No"

# paper jam: the job does not come out later, and the same set goes on
touch "$cups/jam"
expect_refusal 1 PRINT-TIMEOUT --non-interactive ceremony run "${allow[@]}" --output-dir "$cups/jammed" --printer office --printer-wait 1
expect_stderr "the job was cancelled"
[ -z "$(lpstat -W not-completed)" ] || fail "the job still waits: $(lpstat -W not-completed)"
[ -z "$(ls "$cups/spool")" ] || fail "left in the spool: $(ls "$cups/spool")"
rm "$cups/jam"
cupsenable office
expect_ok ceremony run "${allow[@]}" --output-dir "$cups/jammed" --printer office --read-back
expect_stderr "this is page 2 of the card of custodians 1 (finance)"
[ -z "$(ls "$cups/jammed")" ] || fail "read back and still there: $(ls "$cups/jammed")"
expect_ok ceremony record
sed -n '/^What deviated/,/^Cards read/p' stdout | grep -q '^  again (entry [0-9]*): page 2 of custodians 1 (finance)$' || fail "what may have come out deviates"
grep -q '^    page 1: sent .*, NOT known to be out$' stdout || fail "a jammed page counts as printed: $(cat stdout)"
