# BACKUP-NOT-RECORDED: when the catalog cannot take it, the backup and its receipt stay.
. "$SOURCE_DIR/tests/scripts/expect.sh"
[ "$(id -u)" = 0 ] || skip "only root can mount a small file system"
. "$SOURCE_DIR/tests/scripts/with_escrow.sh"
mkdir small
mount -t tmpfs -o size=4m tmpfs small 2>/dev/null || skip "no mount is allowed here"
trap 'umount "$HERE/small"; rm -rf "$HERE"' EXIT
cp -r escrow small/escrow
export BREAKGLASS_ESCROW=$HERE/small/escrow

# the disk fills up while the dump runs
expect_refusal 5 BACKUP-NOT-RECORDED backup seal --label dump --output store/dump.age -- \
    sh -c 'cat policy.toml; cat /dev/zero >small/fill 2>/dev/null; true'
expect_stderr "backup register"
expect_file store/dump.age
cp stdout receipts
rm small/fill
expect_ok backup list
expect_stdout "no backups"
expect_ok backup register offsite --receipts receipts
expect_stdout "1 added"
expect_ok backup restore --label dump "${unlock[@]}" --output out
expect_same out policy.toml
