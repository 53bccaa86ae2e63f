#!/usr/bin/env bash
# What people type between "the phone rings" and the first restored byte: three of five custodians with printed
# cards at one desk. The same loss is mended twice, for real: with breakglass, from a kit; and with the parts that
# people use without it (a SLIP-39 tool, a script, age, shell). Counted are commands, and characters with Enter.
#   BREAKGLASS=build/dev/breakglass tests/bench/people_speed.sh
# The parts: npm slip39 stands for the usual SLIP-39 tools, which ask for all words in full.
SOURCE_DIR=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
export SOURCE_DIR
case ${BREAKGLASS:?} in /*) ;; *) BREAKGLASS=$PWD/$BREAKGLASS ;; esac
. "$SOURCE_DIR/tests/scripts/expect.sh"
. "$SOURCE_DIR/tests/scripts/people.bash"
. "$SOURCE_DIR/tests/scripts/terminal.bash"
needs age age-keygen node python3
npm=${BREAKGLASS_NPM:-$SOURCE_DIR/build/npm/node_modules}
[ -d "$npm/slip39" ] || skip "npm slip39 is not installed (BREAKGLASS_NPM)"

# --- before the worst day --------------------------------------------------------------------------
init_escrow team-of-five before
export BREAKGLASS_ESCROW=$HERE/before
age-keygen -o old.key 2>/dev/null
expect_ok kek create old --keystore "file:$HERE/old.age" --owner platform-lead --purpose "every day" \
    --recipient "$(age-keygen -y old.key)"
expect_ok ceremony run "${allow[@]}" --output-dir cards --read-back
head -c 1000000 /dev/urandom >data
expect_ok backup seal data --label payroll --output-dir "$HERE"
mv payroll-* sealed.age && cp stdout receipt
expect_ok backup register "$HERE" --receipts receipt
expect_ok escrow kit kit
rm -rf before old.age
cp people/owner requester && cp people/security-lead first && cp people/legal second
finance=cards/custodians-1-finance.txt director=cards/custodians-2-director.txt legal=cards/custodians-3-legal.txt
words() { grep -E '^([a-z]+ ){32}[a-z]+$' "$1"; }
short() { words "$1" | tr ' ' '\n' | cut -c 1-4 | tr '\n' ' ' | sed 's/ $//'; }
unset BREAKGLASS_ESCROW BREAKGLASS_KEY
mkdir bin && ln -s "$BREAKGLASS" bin/breakglass && PATH=$HERE/bin:$PATH

# --- counting --------------------------------------------------------------------------------------
commands=0 characters=0
count() { characters=$((characters + ${#1} + 1)); }
# typed COMMAND: a command as it is typed, executed
typed() {
    commands=$((commands + 1))
    count "$1"
    bash -c "$1" >stdout 2>stderr </dev/null || fail "it failed: $1"
}
report() { printf '%-42s %3d commands %6d characters\n' "$1" "$commands" "$characters"; }

# --- with breakglass --------------------------------------------------------------------------------
typed "breakglass escrow open kit e"
typed "export BREAKGLASS_ESCROW=e"   # counted; each child below gets it from here
export BREAKGLASS_ESCROW=$HERE/e
typed "breakglass kek create new --keystore file:$HERE/new.age --owner platform-lead --purpose incident --recipient $(age-keygen -y old.key)"
typed "breakglass case request incident --reason 'KEK lost' --scope label=payroll --key requester"
typed "breakglass case approve incident --key first --yes"
typed "breakglass case approve incident --key second --yes"
shared_commands=$((commands + 1)) shared_characters=$characters
cp -r e e-typed

# desk ESCROW ANSWER...: the last command, and what is answered at it
desk() {
    local name=$1 answer
    shift
    export BREAKGLASS_ESCROW=$HERE/$name
    commands=$shared_commands characters=$shared_characters
    rm -rf out
    local command="breakglass incident run incident --fresh-kek new --output-dir out"
    count "$command"
    type_line "cd '$HERE'; clear; PATH=$PATH BREAKGLASS_ESCROW=$BREAKGLASS_ESCROW $command; echo ended with \$?"
    for answer in "$@"; do
        case $answer in
            scanned:*) wait_for "scan"; type_line "${answer#scanned:}" ;;  # the scanner types, not a person
            *) wait_for "$([ "${answer%% *}" = "$answer" ] && echo 'the next card' || echo 'word 1:')"
               count "$answer"; type_line "$answer" ;;
        esac
        sleep 1
    done
    wait_for "ended with 0"
    cmp -s data out/payroll* || fail "the data is not what it was"
    tmux_here send-keys -t case clear Enter
}
sit_down
qr() { zbarimg -q --raw "${1%.txt}.png" 2>/dev/null; }
desk e scan "scanned:$(qr $finance)" scan "scanned:$(qr $director)" scan "scanned:$(qr $legal)"
report "breakglass, cards scanned"
scanned=$characters
desk e-typed type "$(short $finance)" type "$(short $director)" type "$(short $legal)"
report "breakglass, words typed"
by_words=$characters

# --- with the parts -----------------------------------------------------------------------------------
unset BREAKGLASS_ESCROW
commands=0 characters=0
cp "$SOURCE_DIR/examples/recover-without-breakglass/hex_to_age_identity.py" bech32.py
cat >recover.js <<JS
const slip39 = require('$npm/slip39');
console.log(Buffer.from(slip39.recoverSecret(require('fs').readFileSync(0, 'utf8').trim().split('\n'), '')).toString('hex'));
JS
for card in $finance $director $legal; do words "$card" >>all-words; count "$(words "$card")"; done
typed "node recover.js <all-words >hex"
typed "python3 bech32.py <hex >key"
typed "age -d -i key sealed.age >restored"
cmp -s data restored || fail "the parts did not restore the data"
typed "shred -u hex key all-words"
report "SLIP-39 tool, script and age"
printf 'ratio of characters: scanned %s, typed %s of what the parts take\n' \
    "$(python3 -c "print(f'{$scanned / $characters:.2f}')")" "$(python3 -c "print(f'{$by_words / $characters:.2f}')")"
