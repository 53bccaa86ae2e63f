# A disk that fills up at any step loses nothing, and says so.
source "$SOURCE_DIR/tests/scripts/expect.sh"
source "$SOURCE_DIR/tests/scripts/ledger/with_ledger.bash"
build_faults
cp -r escrow pristine
steps=0
cut_back=0
for at in $(seq 1 200); do
    rm -rf escrow desk/kek.age && cp -r pristine escrow
    status=0
    LD_PRELOAD=$HERE/faults.so FAULT=full FAULT_AT=$at "$BREAKGLASS" kek create kek \
        --keystore "file:$HERE/desk/kek.age" --owner platform-lead --purpose p \
        --recipient "$(cut -d' ' -f1,2 desk/key.pub)" >stdout 2>stderr </dev/null || status=$?
    [ "$status" != 0 ] || break
    [ "$status" = 1 ] || fail "step $at: exit $status"
    steps=$((steps + 1))
    if grep -qF '[LEDGER-WRITE]' stderr; then
        cut_back=$((cut_back + 1))
        [ "$(tail -c 1 "$entries" | od -An -c | tr -d ' ')" = '\n' ] || fail "step $at: half a line stayed"
    fi
    cmp -n "$(stat -c %s pristine/ledger/entries.jsonl)" -s pristine/ledger/entries.jsonl "$entries" ||
        fail "step $at: what was written before is gone"
    expect_ok ledger verify --against pristine
    rm -f desk/kek.age
    new_kek "after-$at" || fail "step $at: the ledger does not go on"
    expect_ok ledger verify --against pristine
    rm -f desk/after-*
done
[ "$steps" -ge 4 ] || fail "only $steps steps were tried"
[ "$cut_back" -ge 2 ] || fail "the ledger's own write was not tried"
printf 'full at %s steps, %s of them in the ledger\n' "$steps" "$cut_back"
