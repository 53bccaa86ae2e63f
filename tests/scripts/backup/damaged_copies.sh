# Damaged, swapped and missing copies: the next copy is tried, and nothing wrong is ever written.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
. "$SOURCE_DIR/tests/scripts/with_escrow.sh"
head -c 300000 /dev/urandom >data
expect_ok backup seal data --label one --output store/one.age
expect_ok backup seal data --label two --output store/two.age
cp store/one.age good
restore() { run backup restore --label one "${unlock[@]}" --output "$1"; }

# BACKUP-SWAPPED: another backup under the name
cp store/two.age store/one.age
expect_refusal 4 BACKUP-SWAPPED backup restore --label one "${unlock[@]}" --output out
expect_no_file out

# a header that was destroyed: the catalog has the true one
for offset in 0 30 3700 4080; do
    cp good store/one.age
    printf '\377' | dd of=store/one.age bs=1 seek=$offset conv=notrunc status=none
    restore "out-$offset"
    [ "$status" = 0 ] || fail "byte $offset of the header: exit $status"
    expect_stderr "the catalog's copy of it was used"
    expect_same "out-$offset" data
done

# AGE-PAYLOAD-FORGED, -TRUNCATED: the payload, at its beginning, middle and end
for offset in 4112 150000 304000; do
    cp good store/one.age
    printf '\377\377' | dd of=store/one.age bs=1 seek=$offset conv=notrunc status=none
    expect_refusal 4 AGE-PAYLOAD-FORGED backup restore --label one "${unlock[@]}" --output out
done
for size in 0 100 4096 4111 4112 70000 $((4112 + 65552)) 304191; do
    cp good store/one.age
    truncate -s "$size" store/one.age
    expect_refusal 4 - backup restore --label one "${unlock[@]}" --output out
done
{ cat good; echo more; } >store/one.age
expect_refusal 4 - backup restore --label one "${unlock[@]}" --output out
rm store/one.age
expect_refusal 1 BACKUP-NOT-FOUND backup restore --label one "${unlock[@]}" --output out
mkfifo store/one.age
expect_refusal 1 BACKUP-NOT-FOUND backup restore --label one "${unlock[@]}" --output out
expect_no_file out

# a second copy, registered, stands in for the damaged first
rm store/one.age; cp good store/one.age
mkdir copies; cp good copies/one.age
expect_ok backup register copies --scan
printf '\377\377' | dd of=store/one.age bs=1 seek=150000 conv=notrunc status=none
expect_ok backup restore --label one "${unlock[@]}" --output out
expect_same out data
