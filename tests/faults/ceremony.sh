#!/usr/bin/env bash
# Power off in the middle of a ceremony: "ceremony run" is killed at each of its writes, syncs, renames,
# links and unlinks in turn, and a trace shows that each is synced in time. Each time exactly one set is active and its cards are right; the same command
# then carries on, and every card it wrote is read back before the new set becomes active.
#   BREAKGLASS=build/dev/breakglass tests/faults/ceremony.sh           every call, some 15 minutes
#   BREAKGLASS=build/dev/breakglass tests/faults/ceremony.sh --quick   a few of each kind: the suite's
mode=${1:-}
SOURCE_DIR=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
[ ! -d /dev/shm ] || export TMPDIR=/dev/shm
case ${BREAKGLASS:?} in /*) ;; *) BREAKGLASS=$PWD/$BREAKGLASS ;; esac
. "$SOURCE_DIR/tests/scripts/expect.sh"
. "$SOURCE_DIR/tests/scripts/people.bash"
needs strace python3
strace -e inject=fsync:signal=KILL:when=1 true 2>/dev/null || skip "strace may not trace here"

calls="mkdir write pwrite64 fsync fdatasync ftruncate rename renameat renameat2 link linkat unlink unlinkat rmdir"
init_escrow team-of-five escrow
export BREAKGLASS_ESCROW=$HERE/escrow XDG_STATE_HOME=$HERE/state
expect_ok ceremony run "${allow[@]}" --output-dir old --read-back
old=$(sed -n 's/^set \([0-9a-f]*\) is active.*/\1/p' stdout)
mv escrow before
begin_again() { rm -rf escrow new state && cp -r before escrow; }
ceremony=(ceremony run "${allow[@]}" --output-dir new --read-back)

# how many calls of each kind there are; the children that draw codes die with their parent
begin_again
strace -qq -y -o trace -e trace=%file,%desc "$BREAKGLASS" "${ceremony[@]}" >stdout 2>stderr </dev/null || fail "the traced run"
# what a kill does not show: nothing has a name before it is on the disk
for written in escrow new; do
    python3 "$SOURCE_DIR/tests/faults/synced.py" trace "$written" || fail "$written: a power cut could lose it"
    grep -v '^f.*sync(' trace >unsynced
    ! python3 "$SOURCE_DIR/tests/faults/synced.py" unsynced "$written" >/dev/null || fail "the look at the trace is blind"
done

kills=0 carried_on=0 had_ended=0 left=0
# killed_at CALL NUMBER
killed_at() {
    local at="$1 number $2" active
    begin_again
    status=0
    { strace -qq -o /dev/null -e trace="$1" -e inject="$1:signal=KILL:when=$2" \
        "$BREAKGLASS" "${ceremony[@]}" >stdout 2>stderr </dev/null || status=$?; } 2>/dev/null   # bash says "Killed"
    [ "$status" -ge 128 ] || return 0   # a call fewer than last time
    kills=$((kills + 1))
    expect_ok ceremony status
    active=$(sed -n 's/^active set: *\([0-9a-f]*\) (active).*/\1/p' stdout)
    [ -n "$active" ] || fail "$at: neither old nor new is active: $(cat stdout)"
    if [ "$active" != "$old" ]; then
        # it was over, but for its last words
        had_ended=$((had_ended + 1))
        expect_ok custodian check --set "$active" --words new/custodians-1-finance.txt --text-only
        return 0
    fi
    expect_ok custodian check --set "$old" --words old/custodians-1-finance.txt --text-only
    run "${ceremony[@]}"
    [ "$status" = 0 ] || fail "$at: the same command does not carry on"
    grep -q "^set [0-9a-f]* is active; set $old is retiring" stdout || fail "$at: $(cat stdout)"
    carried_on=$((carried_on + 1))
    [ -z "$(find new -name '.*')" ] || fail "$at left $(find new -name '.*') beside the cards"
    expect_ok ledger verify
    # a public file that was being written aside may stay, and is in nobody's way
    if [ -n "$(find escrow -name '.*.part')" ]; then
        left=$((left + 1))
        expect_ok escrow kit kit
        [ -z "$(find kit -name '*.part')" ] || fail "$at: a half-written file went into the kit"
        rm -r kit
    fi
}
for call in $calls; do
    count=$(grep -c "^$call(" trace) || continue
    case $mode,$call in
    --quick,fsync) numbers="$((count / 3)) $count" ;;
    # the set is registered, the folder's note is still there
    --quick,fdatasync) numbers=$(sed '/^unlink.*unfinished-ceremony/q' trace | grep -c '^fdatasync(') ;;
    --quick,linkat) numbers=$((count / 2)) ;;
    --quick,*) continue ;;
    *) numbers=$(seq "$count") ;;
    esac
    for number in $numbers; do killed_at "$call" "$number"; done
    printf '%s: killed at %s of %s\n' "$call" "$(wc -w <<<"$numbers")" "$count"
done
printf '%s kills: %s times the same command carried on, %s times the new set was active already; nothing was lost\n' \
    "$kills" "$carried_on" "$had_ended"
printf '%s times a half-written public file stayed in the escrow, beside the whole one\n' "$left"
[ "$carried_on" -ge 3 ] || fail "too few kills to show anything"
