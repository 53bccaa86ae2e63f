# share combine takes the cards as they are, in any order.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
. "$SOURCE_DIR/tests/scripts/people.bash"
"$BREAKGLASS" --help | grep -q '^  share ' || skip "the command has no share noun yet"
needs age-keygen

init_escrow team-of-five escrow
expect_ok --escrow escrow ceremony run "${allow[@]}" --output-dir cards --read-back
recipient=$(sed -n 's/^  recipient   //p' cards/custodians-1-finance.txt)
unset BREAKGLASS_ESCROW   # a machine that knows no escrow
expect_ok share combine --identity --output key cards/custodians-5-*.txt cards/custodians-1-*.txt cards/custodians-3-*.txt
[ "$(age-keygen -y key)" = "$recipient" ] || fail "another key came out"
run share combine --identity --output too-few cards/custodians-5-*.txt cards/custodians-1-*.txt
[ "$status" = 3 ] || fail "two of five opened the set"
expect_no_file too-few
