# Sourced by cases that sit at a real terminal: a tmux session of their own, in $HERE.
needs tmux
tmux_here() { tmux -S "$HERE/tmux" "$@"; }
trap 'tmux_here kill-server 2>/dev/null || true; rm -rf "$HERE"' EXIT
seen() { tmux_here capture-pane -p -t case; }
# wait_for TEXT: until the screen shows it
wait_for() {
    local tries
    for tries in $(seq 100); do
        seen >screen
        ! grep -qF -- "$1" screen || return 0
        sleep 0.2
    done
    cat screen >&2
    fail "the screen never showed: $1"
}
type_line() { tmux_here send-keys -t case -l -- "$1" && tmux_here send-keys -t case Enter; }
# sit_down: a shell in $HERE, 100 columns by 30 lines
sit_down() {
    tmux_here new-session -d -s case -x 100 -y 30 "bash --norc"
    tmux_here set-option -g history-limit 5000
}
