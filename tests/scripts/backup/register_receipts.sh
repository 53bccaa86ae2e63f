# BACKUP-REGISTER-PARTIAL: bad lines are named by number and left out, the others are taken.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
. "$SOURCE_DIR/tests/scripts/with_escrow.sh"
make_sealing sealing
for name in a b c d; do
    expect_ok backup seal policy.toml --sealing sealing --label "$name" --output "store/$name.age"
    cp stdout "$name.receipt"
done
mkdir store/moved && mv store/b.age store/moved/renamed.age      # found by its id
truncate -s -10 store/c.age                                      # cut
rm store/d.age                                                   # gone
{ cat a.receipt; echo; echo '{"id":1}'; cat b.receipt c.receipt d.receipt
  head -c 20000 /dev/zero | tr '\0' x; echo; head -c 300 /dev/urandom | tr -d '\n'; echo
  sed 's/"escrow":"machine"/"escrow":"other"/' a.receipt; } >receipts
expect_refusal 5 BACKUP-REGISTER-PARTIAL backup register offsite --receipts receipts
expect_stdout "2 added, 0 known already, 0 proven, 6 refused"
for line in 3 5 6 7 8 9; do expect_stderr "\"receipts\" line $line:"; done
for rule in RECEIPT-MALFORMED BACKUP-TRUNCATED BACKUP-NOT-FOUND BACKUP-OTHER-ESCROW; do expect_stderr "[$rule]"; done
expect_refusal 5 BACKUP-REGISTER-PARTIAL --json backup register offsite --receipts receipts
expect_stdout '"added":0,"known":2'
expect_ok backup restore --label b "${unlock[@]}" --output out && expect_same out policy.toml

# a changed header is not what the receipt says
expect_ok backup seal policy.toml --sealing sealing --label e --output store/e.age
cp stdout e.receipt
old=$(dd if=store/e.age bs=1 skip=4060 count=1 status=none)
[ "$old" = A ] && new=B || new=A
printf $new | dd of=store/e.age bs=1 seek=4060 conv=notrunc status=none
expect_refusal 5 - backup register offsite --receipts e.receipt
expect_stderr "[BACKUP-HEADER-DIFFERS]"
expect_refusal 5 - backup register offsite --receipts e.receipt --prove "${unlock[@]}"
expect_stderr "[AGE-HEADER-MAC]"

for what in empty nothing-there store; do
    [ $what != empty ] || : >empty
    run backup register offsite --receipts $what
    [ $what = empty ] && expected=0 || expected=1
    [ "$status" = $expected ] || fail "$what: exit $status"
done
expect_refusal 2 BACKUP-STORE backup register not-a-store --receipts receipts
expect_refusal 2 BACKUP-STORE backup register policy.toml --receipts receipts
expect_refusal 2 BACKUP-REGISTER backup register offsite
