#!/usr/bin/env bash
# No byte of a share or of the key reaches a disk or a core dump: whole ceremonies under strace, with the
# cards in memory and everything else on a disk, read back in every way there is; then what was written, the
# disk's files and the process's memory are searched. Each search first has to find something planted.
#   BREAKGLASS=build/dev/breakglass tests/leaks/campaign.sh           all formats, all ways, cores by gdb
#   BREAKGLASS=build/dev/breakglass tests/leaks/campaign.sh --quick   the suite's
mode=${1:-}
SOURCE_DIR=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
case ${BREAKGLASS:?} in /*) ;; *) BREAKGLASS=$PWD/$BREAKGLASS ;; esac
. "$SOURCE_DIR/tests/scripts/expect.sh"
. "$SOURCE_DIR/tests/scripts/people.bash"
. "$SOURCE_DIR/tests/leaks/search.bash"
needs pdftoppm age-keygen
mkdir home tmp && export HOME=$HERE/home TMPDIR=$HERE/tmp XDG_STATE_HOME=$HERE/home/state XDG_CACHE_HOME=$HERE/home/cache

formats=pdf
[ "$mode" = --quick ] || formats=pdf,svg,png
age-keygen -o "$memory/legal.key" 2>/dev/null
sed "0,/person = \"legal\", delivery = \"paper\"/s//person = \"legal\", delivery = \"$(age-keygen -y "$memory/legal.key")\"/" \
    "$SOURCE_DIR/examples/policies/team-of-five.toml" >policy.toml
init_escrow policy.toml escrow
export BREAKGLASS_ESCROW=$HERE/escrow
cards=$memory/cards

# traced EXIT ARGS...
step=0
traced() {
    local expected=$1; shift
    status=0
    step=$((step + 1))
    "${tracing[@]}" -o "$memory/trace.$step" "$BREAKGLASS" "$@" >stdout 2>stderr </dev/null || status=$?
    [ "$status" = "$expected" ] || fail "expected exit $expected, got $status: $*"
}
traced 3 --non-interactive ceremony run "${allow[@]}" --output-dir "$cards" --format "$formats"
finance=$cards/custodians-1-finance director=$cards/custodians-2-director lead=$cards/custodians-4-platform-lead
traced 0 ceremony confirm --words "$finance.txt" --qr "$director.png"
traced 0 ceremony confirm --age-file "$cards/custodians-3-legal.age" --identity "$memory/legal.key"
traced 0 ceremony confirm --pdf "$lead.pdf"
cp -r escrow "$memory/waiting"
traced 0 ceremony confirm --words "$cards/custodians-5-security-lead.txt"
traced 0 ceremony run "${allow[@]}"
grep -q 'is active' stdout || fail "the ceremony did not end"
cat "$memory"/trace.* >"$memory/trace"
(unset BREAKGLASS_ESCROW && "$BREAKGLASS" share combine --hex --output "$memory/key" "$finance.txt" "$director.txt" "$lead.txt") ||
    fail "the key cannot be rejoined"

# the control of the trace: it sees the cards where they belong, and a share written beside them
finds "words of custodians-1-finance.txt" inside "$memory/trace" "$memory"
found "a piece of custodians-2-director.png"
found "a piece of custodians-4-platform-lead.pdf"
words=$(grep -E '^([a-z]+ ){32}[a-z]+$' "$finance.txt")
strace -f -qq -y -xx -s 16777216 -o "$memory/planted" -e trace=write \
    sh -c 'echo "$0" | cut -d" " -f 11-14 >planted' "$words"
finds "words of custodians-1-finance.txt" trace "$memory/planted" "$memory"
# the control of the files
finds "words of custodians-1-finance.txt" files planted
python3 -c "import sys; sys.stdout.buffer.write(bytes.fromhex(open(sys.argv[1]).read())[16:])" "$memory/key" >planted
finds "the key, a half" files "$HERE"
rm planted
# and now in earnest
clean trace "$memory/trace" "$memory"
clean files "$HERE"
clean files "$memory/waiting"

# What a core dump would hold, while a hand is typing words: 20 of them, and the process waits.
export BREAKGLASS_ESCROW=$memory/waiting
tmux_here new-session -d -s case -x 100 -y 30 "bash --norc"
ln -s "$BREAKGLASS" "$memory/breakglass"
type_line "cd '$memory'; clear; ./breakglass ceremony confirm --typed"
wait_for "word 1:"
type_line "$(cut -d' ' -f 1-20 <<<"$words")"
wait_for "word 21:"
# the control: the words are in the locked memory
process=$(at_work)
finds "words of custodians-1-finance.txt" locked "$process"
dumped "$process"
type_line "$(cut -d' ' -f 21-33 <<<"$words")"
wait_for "custodians 1 (finance)"

if [ "$mode" != --quick ]; then
    # a run at a terminal that made a key a moment ago and waits for the first card
    set_id=$("$BREAKGLASS" --json ceremony status | sed -n 's/.*"pending":{"id":"\([0-9a-f]*\)".*/\1/p')
    expect_ok ceremony abandon "$set_id"
    type_line "clear; ./breakglass ceremony run ${allow[*]} --output-dir '$memory/fresh'"
    wait_for "card to read back"
    cards=$memory/fresh
    (unset BREAKGLASS_ESCROW && "$BREAKGLASS" share combine --hex --output "$memory/fresh.key" "$cards"/custodians-[124]-*.txt) ||
        fail "the key cannot be rejoined"
    mv "$memory/fresh.key" "$memory/key"
    dumped "$(at_work)"
    for card in "$cards"/custodians-[125]-*.txt; do type_line "$card"; done
    type_line "$cards/custodians-4-platform-lead.png"
    wait_for "custodians 4 (platform-lead)"
    dumped "$(at_work)"
fi
