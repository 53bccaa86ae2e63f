# Approvals that end while people look for their cards: the case is over at the moment the last card is there,
# nothing is used, and what the desk says leads to a new case. One that had begun in time is carried on.
. "$SOURCE_DIR/tests/scripts/incident/desk.bash"
. "$SOURCE_DIR/tests/scripts/terminal.bash"
needs cc
cc -shared -fPIC -O1 -o clock.so "$SOURCE_DIR/tests/scripts/incident/later_clock.c" -ldl ||
    skip "no compiler for the library that shifts the clock"
nm -D "$BREAKGLASS" | grep -q __asan_init && skip "a sanitizer does not share its preload"
make_escrow payroll
lose_everything

sit_down
type_line "cd '$HERE'; clear; LATER_CLOCK='$HERE/later' LD_PRELOAD='$HERE/clock.so' '$BREAKGLASS' ${begin[*]}; echo ended with \$?"
wait_for "the next card"
type_line "${cards[0]}"
wait_for "custodians: 1 of 2 cards"
echo 604800 >later   # a week
type_line "${cards[1]}"
wait_for "ended with 3"
tmux_here capture-pane -J -p -t case >screen
grep -q CASE-EXPIRED screen || { cat screen >&2; fail "a case that ran out meanwhile went on"; }
grep -q "hint: .*case request" screen || { cat screen >&2; fail "nobody is told what to do next"; }
expect_no_file out/payroll-*
run escrow status
! grep -q SPENT stdout || fail "the share set was used after the window"

# begun in time and stopped by a full disk: the rest may come later
quorum
expect_refusal 5 INCIDENT-PARTIAL incident run "$case" --fresh-kek fresh "${quorum[@]}" -- sh -c 'exit 7'
export LATER_CLOCK=$HERE/later LD_PRELOAD=$HERE/clock.so
expect_ok incident run "$case" --output-dir out --identity keys/kek
expect_restored payroll
