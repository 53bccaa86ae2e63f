# The ceremony step by step: start, every card read back, activate; then a second set replaces it.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
. "$SOURCE_DIR/tests/scripts/people.bash"

init_escrow team-of-five escrow
export BREAKGLASS_ESCROW=$HERE/escrow
expect_refusal 3 CEREMONY-NOTHING-PENDING ceremony activate
expect_ok ceremony status
expect_stdout "breakglass ceremony run --output-dir DIR"

expect_ok ceremony start "${allow[@]}" --output-dir cards
expect_stdout "all 10 combinations of cards that should open the key do"
[ "$(ls cards | wc -l)" = 15 ] || fail "five cards are fifteen files"
[ "$(stat -c %a cards cards/* | sort -u | tr '\n' ' ')" = "600 700 " ] || fail "cards are private"
expect_refusal 3 CEREMONY-NOT-CONFIRMED ceremony activate
expect_stderr "custodians 1 (finance), custodians 2 (director), custodians 3 (legal)"

expect_ok ceremony confirm --words cards/custodians-1-finance.txt cards/custodians-2-director.txt \
    --qr cards/custodians-3-legal.png
expect_stdout "not read back yet: custodians 4 (platform-lead), custodians 5 (security-lead)"
expect_refusal 3 CEREMONY-NOT-CONFIRMED ceremony activate
expect_refusal 3 CEREMONY-NOT-CONFIRMED --non-interactive ceremony run "${allow[@]}"
expect_ok --json ceremony confirm --cards cards
[ "$(sed -n 's/.*"all_confirmed":\([a-z]*\).*/\1/p' stdout)" = true ] || fail "all cards were read"
expect_ok --json ceremony activate
first=$(sed -n 's/.*"set":"\([0-9a-f]*\)".*/\1/p' stdout)
expect_ok ceremony activate --set "$first"
expect_stdout "set $first is active, as before"

# the whole ceremony again, in one command
expect_ok ceremony run "${allow[@]}" --output-dir cards-2 --read-back
expect_stdout "set $first is retiring"
expect_stderr "not the same as reading back paper"
expect_ok ceremony status
expect_stdout "next:        nothing to do"
expect_refusal 1 CEREMONY-NOT-PENDING ceremony activate --set "$first"
