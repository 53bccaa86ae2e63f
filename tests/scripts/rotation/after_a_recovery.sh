# After an incident: the rotation rewraps, publishes and proves; the old keys open nothing any more.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
. "$SOURCE_DIR/tests/scripts/with_escrow.sh"
needs age

for number in 1 2 3 4 5; do
    head -c $((number * 40000)) /dev/urandom >"data$number"
    expect_ok backup seal "data$number" --label "data$number" --output "store/$number.age"
done
mkdir copies && cp store/*.age copies/   # what an attacker, or an offsite sync, kept from before

expect_ok rotation status
expect_stdout "no rotation is owed"
expect_ok kek create fresh --keystore "file:$HERE/desk/fresh.age" --owner platform-lead \
    --purpose "after the incident" --recipient "$(cut -d' ' -f1,2 desk/key.pub)"
cards=(cards/*.txt)
approvers="security-lead legal"
open_case incident --reason drill --scope 'label=data3'
expect_ok incident run "$case" --fresh-kek fresh \
    --words "${cards[0]}" --words "${cards[1]}" --words "${cards[2]}" --output-dir out
expect_same out/data3* data3
expect_refusal 6 ROTATION-OWED rotation status
cmp -s store/3.age copies/3.age || fail "the incident must not touch a backup file"

# the spent key is not good enough to rewrap to
expect_refusal 3 ROTATION-NO-FRESH-SET rotation run "${unlock[@]}"
expect_ok ceremony run "${allow[@]}" --output-dir new-cards --read-back
expect_refusal 6 ROTATION-OWED rotation status
expect_ok rotation run "${unlock[@]}" --json
expect_stdout '"rewrapped": 5'
expect_stdout '"copies_written": 5'
expect_stdout '"copies_proven": 5'
expect_stdout '"settled": 1'
expect_ok rotation status
expect_ok rotation run "${unlock[@]}" --json   # run twice: nothing is left to do
expect_stdout '"rewrapped": 0'
expect_stdout '"copies_written": 0'

new=(new-cards/*.txt)
unset BREAKGLASS_ESCROW   # a machine that knows no escrow
expect_ok share combine --identity --output old-identity "${cards[@]:2:3}"
expect_ok share combine --identity --output new-identity "${new[@]:1:3}"
age -d -i desk/key -o old-kek desk/kek.age
age -d -i desk/key -o new-kek desk/fresh.age
for number in 1 2 3 4 5; do
    for key in old-identity old-kek; do
        expect_refusal 3 AGE-NO-MATCH backup open --identity "$key" "store/$number.age" --output stolen
        ! age -d -i "$key" "store/$number.age" >/dev/null 2>&1 || fail "age opened with the old $key"
        expect_no_file stolen
    done
    for key in new-identity new-kek; do
        age -d -i "$key" "store/$number.age" | cmp - "data$number" || fail "age, $key, backup $number"
    done
    # said wherever it matters: an old header copy and an old key still open
    age -d -i old-identity "copies/$number.age" | cmp - "data$number" || fail "the old copy changed"
    [ "$(cmp -l "store/$number.age" "copies/$number.age" | awk '$1 <= 3584 || $1 > 4096' | wc -l)" = 0 ] ||
        fail "bytes outside the 512 rewritable ones changed"
done
