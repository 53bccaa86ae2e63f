# Killed at a write, a sync or a rename: every backup opens with the old or the new KEK, and the same
# command finishes.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
. "$SOURCE_DIR/tests/scripts/with_escrow.sh"
needs age strace
strace -e inject=fsync:signal=KILL:when=1 true 2>/dev/null || skip "strace may not trace here"

count=6
for number in $(seq $count); do
    head -c 5000 /dev/urandom >"data$number"
    expect_ok backup seal "data$number" --label "data$number" --output "store/$number.age"
done
age -d -i desk/key -o identity-0 desk/kek.age

kills=0
kek=0
for fault in pwrite64:when=1 pwrite64:when=5 pwrite64:when=12 fsync:when=1 fsync:when=2 fsync:when=4 fdatasync:when=1 \
    fdatasync:when=3 fdatasync:when=6; do
    next=$((kek + 1))
    expect_ok kek create "kek-$next" --keystore "file:$HERE/desk/kek-$next.age" --owner platform-lead \
        --purpose next --recipient "$(cut -d' ' -f1,2 desk/key.pub)"
    age -d -i desk/key -o "identity-$next" "desk/kek-$next.age"
    status=0
    strace -f -qq -o /dev/null -e trace="${fault%%:*}" -e inject="${fault%%:*}:signal=KILL:${fault#*:}" \
        "$BREAKGLASS" rotation run --kek "kek-$next" "${unlock[@]}" >stdout 2>stderr </dev/null || status=$?
    if [ "$status" -ge 128 ]; then
        kills=$((kills + 1))
        for number in $(seq $count); do
            { age -d -i "identity-$kek" "store/$number.age" 2>/dev/null || age -d -i "identity-$next" "store/$number.age"; } |
                cmp - "data$number" || fail "backup $number is lost after $fault"
        done
    fi
    expect_ok rotation run --kek "kek-$next" "${unlock[@]}"
    expect_ok rotation status
    for number in $(seq $count); do
        age -d -i "identity-$next" "store/$number.age" | cmp - "data$number" || fail "backup $number after $fault"
        ! age -d -i "identity-$kek" "store/$number.age" >/dev/null 2>&1 || fail "the old KEK opens $number"
    done
    kek=$next
done
[ "$kills" -ge 5 ] || fail "only $kills of the faults killed the command: it tested too little"
echo "$kills kills, nothing lost"
