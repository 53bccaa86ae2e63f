# kill -9 at many moments of a start: there is no new set, or a whole one; the same command again
# carries on; the active set stays as it was.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
. "$SOURCE_DIR/tests/scripts/people.bash"

init_escrow team-of-five escrow
export BREAKGLASS_ESCROW=$HERE/escrow
expect_ok ceremony run "${allow[@]}" --output-dir first --read-back
active=$(sed -n 's/^set \([0-9a-f]*\) is active.*/\1/p' stdout)

state() { expect_ok --json ceremony status; sed -n 's/.*"pending":\({"id":"\([0-9a-f]*\)"\|null\).*/\2/p' stdout; }
still_active() { expect_ok ceremony status; grep -q "^active set:  $active (active)" stdout || fail "the active set changed"; }

begin=$(date +%s%N)
expect_ok ceremony start "${allow[@]}" --output-dir timing
whole=$((($(date +%s%N) - begin) / 1000))   # microseconds
expect_ok ceremony abandon "$(state)"

killed=0 delivered=0 resumed=0
for step in $(seq 1 8); do
    "$BREAKGLASS" ceremony start "${allow[@]}" --output-dir "cards-$step" >/dev/null 2>&1 &
    process=$!
    delay=$((whole * step / 8))
    sleep "$(printf '%d.%06d' $((delay / 1000000)) $((delay % 1000000)))"
    # one that was over before the kill was faster than the one that was measured
    if kill -9 "$process" 2>/dev/null; then killed=$((killed + 1)); else whole=$((whole * 3 / 4)); fi
    wait "$process" 2>/dev/null || true
    still_active
    if [ -n "$(state)" ]; then
        delivered=$((delivered + 1))
        # whole: every card there reads back
        run ceremony start "${allow[@]}" --output-dir "cards-$step"
        if [ "$status" = 0 ]; then
            resumed=$((resumed + 1))
            expect_stderr "nothing new was made"
        else
            grep -qE 'CEREMONY-(OUTPUT-NOT-EMPTY|PENDING)' stderr || fail "step $step: exit $status"
        fi
    else
        expect_ok ceremony start "${allow[@]}" --output-dir "cards-$step"
    fi
    [ "$(ls -A "cards-$step" | wc -l)" = 15 ] || fail "step $step: $(ls -A "cards-$step")"
    expect_ok ceremony confirm --cards "cards-$step"
    expect_stdout "all 5 cards were read back"
    expect_ok ceremony abandon "$(state)"
done
still_active
printf '%d of 8 starts were killed, %d had delivered their set, %d were carried on\n' \
    "$killed" "$delivered" "$resumed"
[ "$killed" -ge 2 ] || fail "too few starts were killed to show anything"

# killed between confirm and activate: the same run carries on
expect_ok ceremony start "${allow[@]}" --output-dir last
for step in 1 2 3 4 5 6; do
    "$BREAKGLASS" --non-interactive ceremony run "${allow[@]}" --output-dir last --read-back >/dev/null 2>&1 &
    process=$!
    sleep "0.0$step"
    kill -9 "$process" 2>/dev/null || true
    wait "$process" 2>/dev/null || true
done
new=$(state)
if [ -n "$new" ]; then
    expect_ok ceremony run "${allow[@]}" --output-dir last --read-back
    expect_stdout "set $new is active; set $active is retiring"
fi
