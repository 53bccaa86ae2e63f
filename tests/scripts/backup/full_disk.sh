# A full disk leaves no half-written file, and says what is full.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
[ "$(id -u)" = 0 ] || skip "only root can mount a small file system"
. "$SOURCE_DIR/tests/scripts/with_escrow.sh"
mkdir small
mount -t tmpfs -o size=1m tmpfs small 2>/dev/null || skip "no mount is allowed here"
trap 'umount "$HERE/small"; rm -rf "$HERE"' EXIT

head -c 3000000 /dev/urandom >big
expect_refusal 1 DISK-FULL backup seal big --label big --output small/big.age
[ ! -s stdout ] || fail "no receipt may be printed"
[ -z "$(ls -A small)" ] || fail "something was left: $(ls -A small)"
expect_ok backup seal big --label big --output store/big.age
expect_refusal 1 DISK-FULL backup restore --label big "${unlock[@]}" --output small/big
[ -z "$(ls -A small)" ] || fail "something was left: $(ls -A small)"
expect_ok backup restore --label big "${unlock[@]}" --output big-again
expect_same big big-again

# a receipt that cannot be printed does not lose the backup
status=0; "$BREAKGLASS" backup seal policy.toml --label p --output store/p.age >/dev/full 2>stderr || status=$?
[ "$status" = 5 ] || fail "expected exit 5, got $status"
expect_stderr "[BACKUP-RECEIPT-LOST]"
expect_stderr '"id":"'
expect_file store/p.age
