# People at a desk with a terminal: it asks for one card after the other, names whom to call, leaves a wrong
# card out at once, does not count the card of who asked, and shows no word. While they look for their
# cards nothing is locked: the case can be stopped.
. "$SOURCE_DIR/tests/scripts/incident/desk.bash"
. "$SOURCE_DIR/tests/scripts/terminal.bash"
make_escrow payroll
lose_everything
stopped=$case
ask 'label=*'

sit_down
type_line "cd '$HERE'; clear; '$BREAKGLASS' ${begin[*]/$case/$stopped}; echo ended with \$?"
wait_for "the next card"
expect_ok case stop "$stopped" --reason "not today" --key people/legal
type_line "${cards[0]}"
wait_for "custodians: 1 of 2 cards"
type_line "${cards[1]}"
wait_for "ended with 3"
grep -q CASE-STOPPED screen || fail "a case that was stopped meanwhile went on"

type_line "clear; '$BREAKGLASS' ${begin[*]}; echo ended with \$?"
wait_for "custodians: 0 of 2 cards"
grep -q "not yet: finance, no phone number" screen || fail "nobody is named to be called"
grep -q "not yet: platform-lead" screen && fail "who asked is not waited for"
type_line "nowhere.txt"
wait_for "no such file"
wait_for "the next card"
type_line "${cards[2]}"
wait_for "CARD-REQUESTER"
type_line "${cards[0]}"
wait_for "custodians: 1 of 2 cards"
type_line "type"
wait_for "word 1:"
read -ra words < <(grep -E '^([a-z]+ ){32}[a-z]+$' "${cards[1]}")
line=
for word in "${words[@]}"; do line+="${word:0:4} "; done
type_line "$line"
wait_for "ended with 0"
expect_restored payroll
tmux_here capture-pane -p -S - -t case >all
grep -qF "${words[4]:0:4} ${words[5]:0:4}" all && fail "words of a card stay on the screen"
exit 0
