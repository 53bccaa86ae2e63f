# A folder that may not be written, and a full disk: a clear message and nothing left behind.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
mkdir small
mount -t tmpfs -o size=64k tmpfs small 2>/dev/null || skip "mounting a small file system is not allowed here"
trap 'umount "$HERE/small"; rm -rf "$HERE"' EXIT
expect_refusal 1 - escrow init --template team-of-five small/e
expect_no_file small/e
[ -z "$(ls -A small)" ] || fail "half an escrow was left: $(ls -A small)"
expect_refusal 1 ESCROW-EXISTS escrow init --template team-of-five small/../small/../small/../stderr
mkdir empty && mount --bind small empty
run escrow init --template team-of-five empty
[ "$status" = 1 ] || fail "a mounted folder cannot be replaced, got $status"
expect_stderr "mounted disk"
umount empty
