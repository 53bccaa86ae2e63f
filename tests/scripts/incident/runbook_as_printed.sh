# docs/runbooks/incident.md, sections 1 to 6, typed at a terminal as printed: each command line is taken from the
# page, and only places, the case's name and what a test machine deviates in are put in their stead.
. "$SOURCE_DIR/tests/scripts/incident/desk.bash"
. "$SOURCE_DIR/tests/scripts/terminal.bash"
make_escrow payroll
rm -rf escrow keys/old.age
mkdir -p stick shm .ssh path && mv kit stick/kit
ln -s "$BREAKGLASS" path/breakglass
cp "${cards[0]}" shm/finance.txt && cp "${cards[1]}" shm/legal.txt && cp "${cards[2]%.txt}.png" shm/director.png
is() { ln -sf "../people/$1" .ssh/id_ed25519; }

python3 - "$SOURCE_DIR/docs/runbooks/incident.md" >lines <<'PYTHON'
import re, sys
text = open(sys.argv[1]).read()
text = text[:text.index("## When everything is gone")]
text = re.sub(r"### A custodian far away.*?(?=\n## )", "", text, flags=re.S).replace("\\\n", " ")
for line in text.split("\n"):
    if re.match(r"    +(breakglass|export) ", line):
        print(" ".join(line.split("#")[0].split()))
PYTHON
[ "$(wc -l <lines)" = 13 ] || fail "the page has other commands now: $(cat lines)"

# typed LINE: at the terminal, with an answer to each prompt; $ended is its exit status
typed() {
    local tries prompts answered=0 mark="ended$RANDOM"
    type_line "$1; ended=\$?; echo; echo $mark=\$ended"
    for tries in $(seq 600); do
        # what came after the line itself, whatever has left the screen meanwhile
        tmux_here capture-pane -J -p -S - -t case | sed '/^ *$/d' >all
        awk -v typed="echo $mark" 'index($0, typed) { last = NR } { line[NR] = $0 }
            END { for (at = last + 1; at <= NR; at++) print line[at] }' all >screen
        if ended=$(sed -n "s/^$mark=//p" screen) && [ -n "$ended" ]; then return 0; fi
        # each prompt is answered once, however often it is seen
        prompts=$(grep -cE '[Pp]assphrase.*: *$|\[y/N\]' screen || true)
        if [ "$prompts" -gt "$answered" ]; then
            case $(tail -1 screen) in
                *assphrase*:*) answered=$prompts; type_line "a passphrase of the test" ;;
                *"[y/N]"*) answered=$prompts; type_line y ;;
            esac
        fi
        sleep 0.1
    done
    cat screen >&2
    fail "it never ended: $1"
}
export HOME=$HERE PATH=$HERE/path:$PATH
unset BREAKGLASS_ESCROW BREAKGLASS_KEY
sit_down
type_line "cd '$HERE'; unset HISTFILE; PS1='$ '"
is owner
approvers_left="finance legal"
while read -r line <&3; do
    line=${line//\/media\//$HERE/} line=${line//\/dev\/shm/$HERE/shm} line=${line//\/restore/$HERE/restore}
    line=${line//incident-20310302-7f3a91c2/${case:-none yet}}
    case $line in
        *"ceremony run"*) line+=" ${allow[*]} --read-back" ;;
        *"case approve"*)
            for person in $approvers_left; do is "$person" && typed "$line" && [ "$ended" = 0 ] || { cat screen >&2; fail "approve"; }; done
            is owner
            continue ;;
    esac
    typed "$line"
    [ "$ended" = 0 ] || { cat screen >&2; fail "exit $ended: $line"; }
    case $line in *"case request"*) case=$(grep -m 1 -oE 'incident-[0-9]{8}-[0-9a-f]{8}' screen) ;; esac
    printf 'ended well: %s\n' "$line"
done 3<lines
expect_same plain-payroll restore/payroll-*
expect_ok --escrow escrow escrow status
