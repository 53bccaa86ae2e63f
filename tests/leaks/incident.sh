#!/usr/bin/env bash
# No byte of the recovery key, of a share or of a data key reaches a disk or a core dump on the worst day: an
# incident at a terminal, one card as a picture and one typed, is looked at while it waits for words, while it
# restores, and in what it wrote. Each search first has to find what it looks for where it belongs.
#   BREAKGLASS=build/dev/breakglass tests/leaks/incident.sh           also cores by gdb, and a look at every sync
#   BREAKGLASS=build/dev/breakglass tests/leaks/incident.sh --quick   the suite's
mode=${1:-}
SOURCE_DIR=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
case ${BREAKGLASS:?} in /*) ;; *) BREAKGLASS=$PWD/$BREAKGLASS ;; esac
. "$SOURCE_DIR/tests/scripts/incident/desk.bash"
. "$SOURCE_DIR/tests/leaks/search.bash"
mkdir home tmp && export HOME=$HERE/home TMPDIR=$HERE/tmp XDG_STATE_HOME=$HERE/home/state XDG_CACHE_HOME=$HERE/home/cache

cards_in=$memory/cards
make_escrow payroll ledger
finance=$cards_in/custodians-1-finance legal=$cards_in/custodians-2-legal
# what is looked for: the words and values of all cards, the key, and the data keys of both backups
(unset BREAKGLASS_ESCROW && "$BREAKGLASS" share combine --hex --output "$memory/key" "$finance.txt" "$legal.txt") ||
    fail "the key cannot be rejoined"
for label in payroll ledger; do
    data_key=$(python3 "$SOURCE_DIR/tests/leaks/data_key.py" "$memory/key" store/"$label"-*) || fail "no data key of $label"
    printf '%s the data key of %s\n' "$data_key" "$label" >>"$memory/secrets"
done
printf '\n' >>"$memory/key" && cat "$memory/secrets" >>"$memory/key" && sed -i '/^$/d' "$memory/key"
lose_everything
expect_ok case stop "$case" --reason "another scope" --key people/legal
ask label=payroll
cp -r escrow "$memory/before"

# at_the_desk TRACER...: the whole act, looked at on the way
words=$(grep -E '^([a-z]+ ){32}[a-z]+$' "$legal.txt")
ln -s "$BREAKGLASS" "$memory/breakglass"
at_the_desk() {
    local process
    # the command takes the backup and holds the restore up until it is let go
    type_line "clear; $* ./breakglass incident run $case --fresh-kek fresh -- sh -c 'cat >/dev/null; touch taken; until [ -e go ]; do sleep 0.05; done'; echo ended with \$?"
    wait_for "the next card"
    type_line "$finance.png"
    wait_for "custodians: 1 of 2 cards"
    process=$(at_work)
    [ -z "$(pgrep -P "$process")" ] || fail "a child that saw a card is still there"
    type_line type
    wait_for "word 1:"
    type_line "$(cut -d' ' -f 1-20 <<<"$words")"
    wait_for "word 21:"
    finds "words of custodians-2-legal.txt" locked "$process"
    found "the value of custodians-1-finance.txt"
    dumped "$process"
    type_line "$(cut -d' ' -f 21-33 <<<"$words")"
    local tries
    for tries in $(seq 100); do [ ! -e "$memory/taken" ] || break; sleep 0.1; done
    [ -e "$memory/taken" ] || { seen; cat "$memory/screen" >&2; fail "nothing is restored"; }
    # Key and cards are gone for good, also from locked memory; what is left is the data key of the scope.
    finds "the data key of payroll" locked "$process"
    ! grep -vF "the data key of payroll" search | grep -q ": the\|: words" || { cat search >&2; fail "more than the data key of the scope is left"; }
    pgrep -P "$process" -x sh >children || fail "the command is gone"
    [ "$(pgrep -P "$process")" = "$(cat children)" ] || fail "a child that saw a card is still there"
    dumped "$process"
    clean memory "$(cat children)"
    touch "$memory/go"
    wait_for "ended with 0"
    rm "$memory/go" "$memory/taken"
}
tmux_here new-session -d -s case -x 100 -y 30 "bash --norc"
type_line "cd '$memory'"
at_the_desk "${tracing[@]}" -o trace
# the control of the trace: the ledger's entry is seen, so a word beside it would be
grep -q incident.rejoin <(python3 -c 'import re,sys; sys.stdout.buffer.write(re.sub(rb"\\x([0-9a-f]{2})", lambda code: bytes.fromhex(code[1].decode()), open(sys.argv[1],"rb").read()))' "$memory/trace") ||
    fail "the trace does not show what was written"
"${tracing[@]}" -o "$memory/planted" sh -c 'echo "$0" | cut -d" " -f 11-14 >planted' "$words"
finds "words of custodians-2-legal.txt" trace "$memory/planted" "$memory"
finds "words of custodians-2-legal.txt" files planted
rm planted
clean trace "$memory/trace" "$memory"
clean files "$HERE"
[ "$mode" != --quick ] || exit 0

# Once more without the tracer, which keeps gdb away.
rm -rf escrow && cp -r "$memory/before" escrow
at_the_desk ""

# Every durable step of a run with files: stopped there, and looked at.
command -v cc >/dev/null || skip "no compiler for the stopping library"
nm -D "$BREAKGLASS" | grep -q __asan_init && skip "a sanitizer does not share its preload"
cc -shared -fPIC -O1 -o "$memory/stop.so" "$SOURCE_DIR/tests/scripts/incident/kill_at_sync.c" -ldl
rm -rf escrow && cp -r "$memory/before" escrow
KILL_AT_SYNC=each SYNC_SIGNAL=$(kill -l STOP) LD_PRELOAD=$memory/stop.so "$BREAKGLASS" "${begin[@]}" \
    --words "$legal.txt" --qr "$finance.png" >stdout 2>stderr </dev/null &
process=$!
steps=0 with_key=0
while kill -0 "$process" 2>/dev/null; do
    state=$(sed 's/.*) //' "/proc/$process/stat" 2>/dev/null | cut -c 1) || break
    [ "$state" != Z ] || break
    [ "$state" = T ] || { sleep 0.02; continue; }
    steps=$((steps + 1))
    dumped "$process" >/dev/null
    find_share locked "$process" >search || true
    ! grep -q ": the key" search || with_key=$((with_key + 1))
    kill -CONT "$process"
    sleep 0.02
done
wait "$process" || fail "the run did not end well"
[ "$with_key" -ge 1 ] && [ "$with_key" -lt "$steps" ] || fail "the key was seen at $with_key of $steps steps"
clean files "$HERE"
echo "$steps steps, $with_key of them with the key"
