# Rolls of a die are mixed into a ceremony: counted, never kept, and never all there is.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
. "$SOURCE_DIR/tests/scripts/people.bash"

init_escrow team-of-five escrow
export BREAKGLASS_ESCROW=$HERE/escrow
printf '1%.0s' $(seq 1 120) >ones
recipient() { sed -n 's/^set [0-9a-f]*, recipient \(age1[0-9a-z]*\)$/\1/p' stdout; }
set_id() { sed -n 's/^set \([0-9a-f]*\), recipient.*/\1/p' stdout; }

expect_ok ceremony start "${allow[@]}" --output-dir first --dice ones
expect_stderr "dice: 120 rolls, 310.2 bits, if the die is fair"
first=$(recipient)
expect_ok ceremony abandon "$(set_id)"
run_with ones ceremony start "${allow[@]}" --output-dir second --dice -
[ "$status" = 0 ] || fail "dice from standard input"
second=$(recipient)
[ -n "$first" ] && [ -n "$second" ] && [ "$first" != "$second" ] || fail "the same dice made the same key"
expect_ok ceremony confirm --cards second
expect_ok ceremony abandon "$(sed -n 's/^set \([0-9a-f]*\): all.*/\1/p' stdout)"

expect_ok --json ledger show --last 20
grep -q '120 rolls, 310.2 bits' stdout || fail "how many rolls there were is not in the ledger"
! grep -rq 1111111111 escrow || fail "the rolls were kept"

# fewer are taken, and said to be fewer
echo "3 1 4 1 5" >few
expect_ok --json ceremony start "${allow[@]}" --output-dir third --dice few
expect_stderr "5 rolls carry less than the 256 bits of the key, 99 carry them"
expect_stdout '"dice":"5 rolls, 12.9 bits"'
expect_ok ceremony abandon "$(sed -n 's/^{"set":"\([0-9a-f]*\)".*/\1/p' stdout)"

# what is no die is refused before anything is made; so is a machine that is not fit, before people roll
echo "1 2 7" >wrong
expect_refusal 2 DICE-DIGIT ceremony start "${allow[@]}" --output-dir fourth --dice wrong
: >none
expect_refusal 2 DICE-EMPTY ceremony start "${allow[@]}" --output-dir fourth --dice none
printf '1%.0s' $(seq 1 5000) >many
expect_refusal 2 DICE-TOO-MANY ceremony start "${allow[@]}" --output-dir fourth --dice many
expect_refusal 1 FILE-MISSING ceremony start "${allow[@]}" --output-dir fourth --dice missing
expect_refusal 2 TERMINAL-NONE --non-interactive ceremony start "${allow[@]}" --output-dir fourth --dice
expect_refusal 2 TERMINAL-NONE --non-interactive ceremony run "${allow[@]}" --dice --output-dir fourth
expect_no_file fourth

# at a terminal; each line is typed once its prompt is there
command -v script >/dev/null || { echo "no script(1): the terminal was only tried in the unit test"; exit 0; }
type_rolls() {
    local asked=0 line tries
    for line in 123456 12x 666 ""; do
        asked=$((asked + 1))
        for tries in $(seq 200); do
            [ "$(grep -o 'empty to end' typed 2>/dev/null | wc -l)" -ge "$asked" ] && break
            sleep 0.1
        done
        sleep 0.2
        printf '%s\n' "$line"
    done
    sleep 1
}
type_rolls | script -qefc "'$BREAKGLASS' ceremony start ${allow[*]} --output-dir fifth --dice" typed >/dev/null || { cat typed; fail "at a terminal"; }
grep -q "6 rolls, 15.5 bits of 99 wanted" typed || { cat typed; fail "the rolls were not counted"; }
grep -q "that line was not taken" typed || fail "a mistake was taken"
grep -q "dice: 9 rolls" typed || fail "nine rolls were typed"
! grep -q 666 typed || fail "rolls were shown while typed"
expect_file fifth
