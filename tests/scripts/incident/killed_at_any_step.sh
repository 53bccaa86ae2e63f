# kill -9 between any two durable steps loses nothing: the same command again, with cards while the
# key was not rejoined and without after it, ends with everything restored.
. "$SOURCE_DIR/tests/scripts/incident/desk.bash"
needs cc python3
cc -shared -fPIC -O1 -o kill.so "$SOURCE_DIR/tests/scripts/incident/kill_at_sync.c" -ldl ||
    skip "no compiler for the killing library"
nm -D "$BREAKGLASS" | grep -q __asan_init && skip "a sanitizer does not share its preload"
make_escrow a b
lose_everything
quorum
cp -a escrow escrow-before

needed_cards=0 needed_kek=0 kills=0
for at in $(seq 1 400); do
    rm -rf escrow out
    cp -a escrow-before escrow
    status=0
    { KILL_AT_SYNC=$at LD_PRELOAD=$HERE/kill.so "$BREAKGLASS" "${begin[@]}" "${quorum[@]}" \
        >stdout 2>stderr </dev/null || status=$?; } 2>/dev/null
    [ "$status" = 0 ] && break
    [ "$status" = 137 ] || fail "sync $at: expected a kill, found exit $status"
    kills=$((kills + 1))
    state=$("$BREAKGLASS" --json incident status |
        python3 -c 'import json, sys; cases = json.load(sys.stdin); print(cases[0]["state"] if cases else "none")')
    # Whatever stands under its name is whole.
    for file in out/*; do
        [ -e "$file" ] || continue
        cmp -s "$file" plain-a || cmp -s "$file" plain-b || fail "sync $at left a torn $file"
    done
    # No key was ever combined whose use is not on record.
    if [ "$state" = rejoined ] || [ "$state" = restored ] || [ -n "$(ls out 2>/dev/null)" ]; then
        run escrow status
        [ "$status" = 6 ] || fail "sync $at: the use of the share set is not on record"
    fi
    case $state in
        none | gathering)
            expect_refusal 3 INCIDENT-QUORUM "${begin[@]}"
            expect_ok "${begin[@]}" "${quorum[@]}"
            needed_cards=$((needed_cards + 1)) ;;
        rejoined)
            expect_ok "${begin[@]}" --identity keys/kek
            needed_kek=$((needed_kek + 1)) ;;
        restored) expect_ok "${begin[@]}" ;;
        *) fail "sync $at left the case in state $state" ;;
    esac
    expect_restored a b
    [ "$(ls out | wc -l)" = 2 ] || fail "sync $at: something else lies in the output"
    [ "$(field state)" = restored ] || fail "sync $at: the case is $(field state)"
    [ "$(field under_old_keks)" = 0 ] || fail "sync $at: a backup is left under the old KEK"
done
[ "$status" = 0 ] || fail "the run never came to its end"
[ "$needed_cards" -ge 3 ] && [ "$needed_kek" -ge 3 ] ||
    fail "only $needed_cards kills before and $needed_kek after the key was rejoined"
echo "$kills kills: $needed_cards before the key was rejoined, $needed_kek after it"
