# ^C between any two durable steps: the run ends by itself with INTERRUPTED, or was too far to be stopped; the
# same command again ends with everything restored, and nothing half lies in the output.
# Every third step here; BREAKGLASS_EVERY_STEP=1 tries all.
. "$SOURCE_DIR/tests/scripts/incident/desk.bash"
needs cc
cc -shared -fPIC -O1 -o kill.so "$SOURCE_DIR/tests/scripts/incident/kill_at_sync.c" -ldl ||
    skip "no compiler for the interrupting library"
nm -D "$BREAKGLASS" | grep -q __asan_init && skip "a sanitizer does not share its preload"
make_escrow a b
lose_everything
quorum
cp -a escrow escrow-before

SYNC_SIGNAL=$(kill -l INT)
export SYNC_SIGNAL
stopped=0 finished=0 last=0
for at in $(seq 1 "${BREAKGLASS_EVERY_STEP:-3}" 100); do
    rm -rf escrow out && cp -a escrow-before escrow
    status=0
    KILL_AT_SYNC=$at LD_PRELOAD=$HERE/kill.so "$BREAKGLASS" "${begin[@]}" "${quorum[@]}" >stdout 2>stderr </dev/null || status=$?
    for file in out/*; do
        [ -e "$file" ] || continue
        cmp -s "$file" plain-a || cmp -s "$file" plain-b || fail "sync $at left $file"
    done
    if [ "$status" = 0 ]; then
        finished=$((finished + 1))
        expect_restored a b
        # two in a row that nothing stopped: the steps are over
        [ "$last" != 0 ] || { last=$at; continue; }
        break
    fi
    last=0
    [ "$status" = 1 ] && grep -q INTERRUPTED stderr || fail "sync $at: exit $status without INTERRUPTED"
    grep -q "hint: .*run" stderr || fail "sync $at: nobody is told what to do next"
    stopped=$((stopped + 1))
    run "${begin[@]}" --identity keys/kek
    if [ "$status" = 3 ]; then expect_ok "${begin[@]}" "${quorum[@]}"; fi
    [ "$status" = 0 ] || fail "sync $at: the same command again ended with $status"
    expect_restored a b
    [ "$(field state)" = restored ] || fail "sync $at: the case is $(field state)"
done
[ "$stopped" -ge 3 ] || fail "only $stopped runs were stopped"
echo "$stopped stopped, $finished went on to the end"

# ^C while a command takes the backup and does not read: at once, and the command is gone as well
rm -rf escrow out && cp -a escrow-before escrow
expect_ok case stop "$case" --reason "another scope" --key people/legal
ask label=a
"$BREAKGLASS" incident run "$case" --fresh-kek fresh "${quorum[@]}" -- sh -c 'echo $$ >taker; exec sleep 60' >stdout 2>stderr </dev/null &
desk=$!
for tries in $(seq 100); do [ ! -s taker ] || break; sleep 0.1; done
[ -s taker ] || fail "the command was never started after $tries tries"
sleep 0.5  # it waits for the command to read by then
kill -INT "$desk"
status=0
wait "$desk" || status=$?
[ "$status" = 1 ] && grep -q INTERRUPTED stderr || fail "^C in a restore: exit $status"
! kill -0 "$(cat taker)" 2>/dev/null || fail "the command is still there"
expect_ok incident run "$case" --output-dir out --identity keys/kek
expect_restored a
