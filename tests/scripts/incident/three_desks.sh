# INCIDENT-MOVED: three people at three terminals run the same case at once. Nobody blocks another; one goes on,
# the others are told that their cards were not used. A short lock of another command costs nobody a card.
. "$SOURCE_DIR/tests/scripts/incident/desk.bash"
. "$SOURCE_DIR/tests/scripts/terminal.bash"
needs flock
make_escrow payroll
lose_everything
expect_ok incident status

sit_down
for desk in two three; do tmux_here new-session -d -s "$desk" -x 100 -y 30 "bash --norc"; done
at() { tmux_here send-keys -t "$1" -l -- "$2" && tmux_here send-keys -t "$1" Enter; }
# at_desk NAME TEXT: until that desk's screen shows it
at_desk() {
    local tries
    for tries in $(seq 100); do
        tmux_here capture-pane -J -p -t "$1" >"screen-$1"
        ! grep -qF -- "$2" "screen-$1" || return 0
        sleep 0.2
    done
    cat "screen-$1" >&2
    fail "desk $1 never showed: $2"
}
desks="case two three"
# another command is at work when they sit down
flock escrow/lock sleep 1 &
for desk in $desks; do at "$desk" "cd '$HERE'; clear; '$BREAKGLASS' ${begin[*]}; echo ended with \$?"; done
for desk in $desks; do at_desk "$desk" "custodians: 0 of 2 cards"; done
for desk in $desks; do at "$desk" "${cards[0]}"; done
for desk in $desks; do at_desk "$desk" "custodians: 1 of 2 cards"; done
# and again when the last card is there
flock escrow/lock sleep 1 &
for desk in $desks; do at "$desk" "${cards[1]}"; done
for desk in $desks; do at_desk "$desk" "ended with"; done

[ "$(grep -lF "ended with 0" screen-* | wc -l)" = 1 ] || fail "one desk goes on, found: $(grep -h "ended with" screen-*)"
[ "$(grep -lF "INCIDENT-MOVED" screen-* | wc -l)" = 2 ] || fail "two desks are told"
[ "$(grep -lF "the cards that were given here were not used" screen-* | wc -l)" = 2 ] || fail "two desks are told of their cards"
expect_restored payroll
expect_ok ledger show --act incident.rejoin --json
[ "$(grep -o incident.rejoin stdout | wc -l)" = 1 ] || fail "the key was rejoined more than once"
