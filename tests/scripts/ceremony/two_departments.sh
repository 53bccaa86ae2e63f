# Two groups, both needed: no department opens the set alone.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
. "$SOURCE_DIR/tests/scripts/people.bash"

init_escrow two-departments escrow
export BREAKGLASS_ESCROW=$HERE/escrow
expect_ok ceremony run "${allow[@]}" --output-dir cards --read-back
expect_stderr "all 9 combinations of cards that should open the key do"
grep -qF "all 2 groups are needed" cards/business-1-finance.txt || fail "a card tells the quorum"
grep -qF "any 2 of the 3 cards of group technology" cards/business-1-finance.txt || fail "of all groups"

unset BREAKGLASS_ESCROW   # a machine that knows no escrow
combine() { run share combine --identity --output key "$@"; }
"$BREAKGLASS" --help | grep -q '^  share ' || skip "the command has no share noun yet"
combine cards/technology-*.txt
[ "$status" = 3 ] || fail "three cards of one department opened the set"
combine cards/technology-1-*.txt cards/technology-3-*.txt cards/business-2-*.txt cards/business-3-*.txt
[ "$status" = 0 ] || fail "two cards of each department must open the set"
needs age-keygen
recipient=$(sed -n 's/^  recipient   //p' cards/business-1-finance.txt)
[ "$(age-keygen -y key)" = "$recipient" ] || fail "another key came out"
