# A copy that is gone, swapped or damaged stays pending and owed; the others are done.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
. "$SOURCE_DIR/tests/scripts/with_escrow.sh"

for name in one two gone swapped; do
    head -c 70000 /dev/urandom >"$name"
    expect_ok backup seal "$name" --label "$name" --output "store/$name.age"
done
expect_ok kek create next --keystore "file:$HERE/desk/next.age" --owner platform-lead --purpose "next" \
    --recipient "$(cut -d' ' -f1,2 desk/key.pub)"
mv store/gone.age elsewhere.age
mv store/swapped.age right.age
cp store/one.age store/swapped.age
before=$(sha256sum <store/swapped.age)

expect_refusal 5 ROTATION-PARTIAL rotation run --kek next "${unlock[@]}"
expect_stdout "offsite:gone.age"
expect_stdout "offsite:swapped.age"
expect_stdout "copies given their new header      2"
[ "$(sha256sum <store/swapped.age)" = "$before" ] || fail "a swapped file was written to"
expect_refusal 6 ROTATION-OWED rotation status
expect_stdout "copies that carry an older header: 2"

# both opens: the catalog's header is the truth, whatever the file says
mv elsewhere.age store/gone.age
mv right.age store/swapped.age
expect_ok backup restore --label gone "${unlock[@]}" --output restored && expect_same restored gone
expect_ok rotation run "${unlock[@]}"
expect_ok rotation status
