# A full output disk loses nothing: the rewrap stands, and the rest is restored elsewhere later.
. "$SOURCE_DIR/tests/scripts/incident/desk.bash"
make_escrow a b
lose_everything
quorum
mkdir small
mount -t tmpfs -o size=300k tmpfs small 2>/dev/null || skip "no right to mount a small file system"
trap 'umount "$HERE/small"; rm -rf "$HERE"' EXIT

expect_refusal 5 INCIDENT-PARTIAL incident run "$case" --fresh-kek fresh --output-dir small "${quorum[@]}"
[ "$(ls small | wc -l)" = 1 ] || fail "one of two fits: $(ls small)"
expect_ok incident run "$case" --output-dir out --identity keys/kek
[ "$(ls out | wc -l)" = 1 ] || fail "what was restored is not restored again"
mv small/* out/
expect_restored a b
