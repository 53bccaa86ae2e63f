# A whole card typed in a real terminal with three mistakes: a misspelt word, one that cannot be read, and
# a wrong one. Nothing of it stays in the scrollback.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
. "$SOURCE_DIR/tests/scripts/people.bash"
. "$SOURCE_DIR/tests/scripts/terminal.bash"

init_escrow team-of-five escrow
export BREAKGLASS_ESCROW=$HERE/escrow
expect_ok ceremony start "${allow[@]}" --output-dir cards
read -ra words < <(grep -E '^([a-z]+ ){32}[a-z]+$' cards/custodians-1-finance.txt)

sit_down
type_line "cd '$HERE'; clear; '$BREAKGLASS' ceremony confirm --typed; echo ended with \$?"

wait_for "word 1:"
# words 1 to 6 on one line, by four letters, as they are numbered
line=
for i in 0 1 2 3 4 5; do line+="$((i + 1)). ${words[i]:0:4} "; done
type_line "$line"
wait_for "word 7:"
# word 7 misspelt by a letter in front: suggestions, of which the right one is chosen
type_line "q${words[6]}"
wait_for "word 7 is not in the list of words"
number=$(sed -n "s/^  \([0-9]\)  ${words[6]}\$/\1/p" screen)
if [ -n "$number" ]; then type_line "$number"; else type_line "${words[6]}"; fi
wait_for "word 8:"
# a word too many, taken back
type_line "${words[0]}"
wait_for "word 9:"
type_line "<"
wait_for "word 8:"
# 8 to 20; word 10 cannot be read, word 20 is another one
case ${words[19]} in acid) wrong=zero ;; *) wrong=acid ;; esac
line=
for i in $(seq 7 19); do
    case $i in 9) line+="? " ;; 19) line+="$wrong " ;; *) line+="${words[i]} " ;; esac
done
type_line "$line"
wait_for "word 21:"
for i in $(seq 20 32); do
    type_line "${words[i]^^}"
    [ "$i" = 32 ] || wait_for "word $((i + 2)):"
done
wait_for "does it say so?"
grep -q "word 10 is not ? but ${words[9]}" screen || { cat screen >&2; fail "the illegible word is named"; }
grep -q "word 20 is not $wrong but ${words[19]}" screen || { cat screen >&2; fail "the wrong word is named"; }
type_line y
wait_for "ended with 0"
grep -qF "custodians 1 (finance)" screen || fail "the card was confirmed"

# nothing of the card is left, neither on the screen nor above it
tmux_here capture-pane -p -S - -t case >everything
for word in "${words[@]}"; do
    [ ${#word} -lt 6 ] || ! grep -qw "$word" everything || fail "\"$word\" stayed on the terminal"
done
! grep -q "is not" everything || fail "the dialogue stayed on the terminal"
expect_ok ceremony status
[ "$(grep -c 'not read back yet' stdout)" = 4 ] || fail "one card was read back"

# giving up leaves nothing either
type_line "clear; '$BREAKGLASS' ceremony confirm --typed; echo ended with \$?"
wait_for "word 1:"
type_line "${words[0]} ${words[1]}"
wait_for "word 3:"
type_line "."
wait_for "ended with 3"
grep -qF "[CARD-TYPING-STOPPED]" screen || fail "giving up has its rule"

# without a terminal nobody can be asked
expect_refusal 2 TERMINAL-NONE --non-interactive ceremony confirm --typed
