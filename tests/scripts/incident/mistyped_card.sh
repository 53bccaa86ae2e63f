# A card with four wrong words opens nothing and costs only itself: from a file it is left out, typed it can be
# mended word by word or given up. ^C at the desk leaves no word on the screen, and says that nothing was used.
. "$SOURCE_DIR/tests/scripts/incident/desk.bash"
. "$SOURCE_DIR/tests/scripts/terminal.bash"
make_escrow payroll
lose_everything
# wrong LAST: the words 10 to LAST are others. One card in 30,000 is then a word away from yet another one: the
# next word is tried.
wrong() {
    awk -v last="$1" -v word="$word" 'NF == 33 { for (i = 10; i <= last; ++i) $i = ($i == word ? "acid" : word); print }' "${cards[1]}"
}
for word in academic acne adult; do
    wrong 13 >four.txt && wrong 12 >three.txt
    run share repair three.txt && [ "$status" = 4 ] || continue
    run share repair four.txt && [ "$status" = 4 ] && break
done
[ "$(wc -w <four.txt)" = 33 ] || fail "the words of a card stand on one line"

expect_refusal 3 INCIDENT-QUORUM "${begin[@]}" --words "${cards[0]}" --words four.txt
expect_stderr '"four.txt": the checksum does not match'
expect_stderr "has 1 of 2 cards, not answered: legal"
expect_refusal 4 SHARE-REPAIR-IMPOSSIBLE share repair four.txt
expect_stderr "compare every word with the card"

read -ra right < <(grep -E '^([a-z]+ ){32}[a-z]+$' "${cards[1]}")
sit_down
type_line "cd '$HERE'; clear; '$BREAKGLASS' ${begin[*]}; echo ended with \$?"
wait_for "the next card"
type_line type
wait_for "word 1:"
type_line "${right[*]:0:20}"
wait_for "word 21:"
tmux_here send-keys -t case C-c
wait_for "ended with 1"
grep -q "no card was used and none is kept" screen || fail "^C does not say what became of the cards"
tmux_here capture-pane -p -S - -t case >all
grep -qF "${right[4]:0:4}" all && fail "a word stays on the screen after ^C"

type_line "clear; '$BREAKGLASS' ${begin[*]}; echo ended with \$?"
wait_for "the next card"
type_line "${cards[0]}"
wait_for "custodians: 1 of 2 cards"
type_line type
wait_for "word 1:"
type_line "$(cat four.txt)"
wait_for "The words do not fit together: compare each with the card."
for place in 13 12 11; do
    wait_for "number of the word to change"
    type_line "$place"
    wait_for "word $place:"
    type_line "${right[place - 1]}"
done
# one is left, and found
wait_for "word 10 is not"
wait_for "but ${right[9]}"
type_line y
wait_for "ended with 0"
expect_restored payroll
run escrow status
[ "$status" = 6 ] || fail "a used share set owes a rotation, found exit $status"
