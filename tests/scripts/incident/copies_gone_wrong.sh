# The files do not agree with the catalog: two of one label swapped (BACKUP-SWAPPED), a payload cut short, a
# header of other keys, a store that goes away in the middle. What is whole is restored, nothing half is left,
# and what the hint says brings the rest.
. "$SOURCE_DIR/tests/scripts/incident/desk.bash"
needs strace
make_escrow payroll short header
seal_backup payroll
rm -r kit && expect_ok escrow kit kit
lose_everything
quorum
same_label=(store/payroll-*)
mv "${same_label[0]}" aside && mv "${same_label[1]}" "${same_label[0]}" && mv aside "${same_label[1]}"
cp store/short-* whole && truncate -s 100000 store/short-*
# the 512 bytes that a rewrite changes
head -c 512 /dev/zero | dd of="$(ls store/header-*)" bs=1 seek=3584 conv=notrunc status=none

expect_refusal 5 INCIDENT-PARTIAL "${begin[@]}" "${quorum[@]}"
[ "$(grep -c 'is another backup: it has the id .* \[BACKUP-SWAPPED\]' stderr)" = 2 ] || fail "swapped files of one label are named"
expect_stderr "/store/short-"
expect_stderr AGE-PAYLOAD-FORGED
expect_stderr "put an undamaged copy of it into a store"
expect_stderr "the catalog's copy was used"
expect_stderr "3 backups of the scope are not restored"
expect_restored header
[ "$(ls out | wc -l)" = 1 ] || fail "something half lies in the output: $(ls out)"

cp whole "$(ls store/short-*)"
# the header is named again, what is whole is found
expect_refusal 5 BACKUP-REGISTER-PARTIAL backup register offsite --scan
# the store goes away while the file is read
strace -qq -e trace=none true 2>/dev/null || skip "strace may not trace here: a store that goes away is not tried"
carry_on=(incident run "$case" --output-dir out --identity keys/kek)
status=0
strace -f -qq -o /dev/null -P "$(realpath store/short-*)" -e trace=read,pread64 -e inject=read,pread64:error=EIO:when=2+ \
    "$BREAKGLASS" "${carry_on[@]}" >stdout 2>stderr </dev/null || status=$?
[ "$status" = 5 ] || fail "a store that goes away: exit $status"
expect_stderr "input/output error"
expect_stderr "mount the store"
[ "$(ls out | wc -l)" = 3 ] || fail "the others are restored all the same: $(ls out)"
expect_ok "${carry_on[@]}"
expect_restored short header
[ "$(ls out | wc -l)" = 4 ] || fail "not everything is restored: $(ls out)"
newest=(out/payroll-*)
cmp -s "${newest[0]}" plain-payroll || cmp -s "${newest[1]}" plain-payroll || fail "a backup of the label is not what it was"
