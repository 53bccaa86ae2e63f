# Sourced by the campaigns: a folder in memory for what is secret ($memory), a trace of every write, the
# searches, and a terminal. $cards_in or $cards is the folder with the cards, $memory/key what find_share.py takes.
needs strace tmux
[ -d /dev/shm ] && [ "$(stat -f -c %T /dev/shm)" = tmpfs ] || skip "/dev/shm does not lie in memory"
[ "$(stat -f -c %T .)" != tmpfs ] || skip "the working folder lies in memory: there is no disk to look at"
strace -qq -e trace=none true 2>/dev/null || skip "strace may not trace here"

memory=$(mktemp -d /dev/shm/breakglass-case.XXXXXX)
tmux_here() { tmux -S "$memory/tmux" "$@"; }
trap 'tmux_here kill-server 2>/dev/null || true; rm -rf "$HERE" "$memory"' EXIT

# all ways by which bytes reach a file
tracing=(strace -f -qq -y -xx -s 16777216
    -e trace=write,writev,pwrite64,pwritev,pwritev2,sendfile,copy_file_range,splice,vmsplice,io_uring_setup,mmap)

find_share() { python3 "$SOURCE_DIR/tests/leaks/find_share.py" "${cards_in:-$cards}" "$memory/key" "$@"; }
# clean ARGS...: nothing is there
clean() { find_share "$@" >search || { cat search >&2; fail "a share was found: $1"; }; printf '%s: %s\n' "$1" "$(tail -1 search)"; }
# finds TEXT ARGS...: the control, which must find it
finds() {
    local text=$1; shift
    if find_share "$@" >search; then fail "the search is blind: $*"; fi
    found "$text"
}
found() { grep -qF "$1" search || { cat search >&2; fail "the search does not see $1"; }; }
# dumped PROCESS: neither what a core holds nor, where there is gdb, a core itself shows a share
dumped() {
    clean memory "$1"
    [ "$mode" != --quick ] && command -v gcore >/dev/null || return 0
    gcore -o "$memory/core" "$1" >/dev/null 2>&1 || { printf 'gcore may not attach here\n'; return 0; }
    clean files "$memory/core.$1"
    rm "$memory/core.$1"
}

seen() { tmux_here capture-pane -p -t case >"$memory/screen"; }
wait_for() {
    local tries
    for tries in $(seq 100); do
        seen
        ! grep -qF -- "$1" "$memory/screen" || return 0
        sleep 0.1
    done
    cat "$memory/screen" >&2
    fail "the screen never showed: $1"
}
type_line() { tmux_here send-keys -t case -l -- "$1" && tmux_here send-keys -t case Enter; }
# at_work: the process that waits at the terminal, traced or not
at_work() {
    local shell below
    shell=$(tmux_here list-panes -t case -F '#{pane_pid}')
    below=$(pgrep -P "$shell" -x strace || printf '%s' "$shell")
    pgrep -P "$below" -x breakglass || fail "no process to look at"
}
