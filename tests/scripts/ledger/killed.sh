# kill -9 in place of every write, sync and rename: the ledger verifies and goes on.
source "$SOURCE_DIR/tests/scripts/expect.sh"
source "$SOURCE_DIR/tests/scripts/ledger/with_ledger.bash"
build_faults
cp -r escrow pristine
recipient=$(cut -d' ' -f1,2 desk/key.pub)
# killed STEP ARGS...: succeeds once there is no such step any more
killed() {
    status=0
    { LD_PRELOAD=$HERE/faults.so FAULT=kill FAULT_AT=$1 "$BREAKGLASS" "${@:2}" >out 2>stderr </dev/null ||
        status=$?; } 2>/dev/null
    [ "$status" = 0 ] || [ "$status" = 137 ] || fail "step $1: expected a kill, found exit $status"
    [ "$status" = 0 ]
}

steps=0
for at in $(seq 1 200); do
    rm -rf escrow desk/kek.age && cp -r pristine escrow
    if killed "$at" kek create kek --keystore "file:$HERE/desk/kek.age" --owner platform-lead \
        --purpose p --recipient "$recipient"; then break; fi
    steps=$((steps + 1))
    expect_ok ledger verify --against pristine
    before=$(size_of)
    rm -f desk/kek.age
    new_kek "after-$at" || fail "step $at: the ledger does not go on"
    expect_ok ledger verify --against pristine
    [ "$(size_of)" = $((before + 2)) ] || fail "step $at: an entry was lost"
    rm -f desk/after-*
done
[ "$steps" -ge 4 ] || fail "only $steps steps were tried"
printf 'kek create: killed at %s steps\n' "$steps"

steps=0
for at in $(seq 1 200); do
    rm -rf escrow ck.age && cp -r pristine escrow
    if killed "$at" ledger checkpoint --new-key ck.age --recipient "$recipient"; then break; fi
    steps=$((steps + 1))
    expect_ok ledger verify --against pristine
    rm -f ck.age
    new_checkpoint_key ck.age
    expect_ok ledger verify --against pristine
done
[ "$steps" -ge 4 ] || fail "only $steps steps were tried"
printf 'ledger checkpoint: killed at %s steps\n' "$steps"

# beginning anew: killed anywhere, typed again, done; and every old byte is somewhere
rm -rf escrow ck.age && cp -r pristine escrow
new_checkpoint_key ck.age
again=(ledger continue --last-head "$(head_of)" --reason r --key owner --key legal)
sed -i 's/"name":"first"/"name":"fiirst"/' "$entries"
rm -rf pristine && cp -r escrow pristine
steps=0
id=$(sed -n '1s/.*"escrow_id":"\([0-9a-f]*\)".*/\1/p' "$entries")
for at in $(seq 1 200); do
    rm -rf escrow && cp -r pristine escrow
    if killed "$at" "${again[@]}"; then break; fi
    steps=$((steps + 1))
    run "${again[@]}" --escrow-id "$id"
    [ "$status" = 0 ] || grep -q LEDGER-SOUND stderr || fail "step $at: it cannot be typed again"
    expect_ok ledger verify
    expect_ok escrow status
    for name in entries.jsonl "$(checkpoint_of $((made + 1)))"; do
        find escrow/ledger -path '*before-*' -name "$name" -exec cmp -s {} pristine/ledger/"$name" \; -print |
            grep -q . || fail "step $at: $name was lost"
    done
done
[ "$steps" -ge 6 ] || fail "only $steps steps were tried"
printf 'ledger continue: killed at %s steps\n' "$steps"
