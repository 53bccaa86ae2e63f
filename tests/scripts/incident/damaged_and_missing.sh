# INCIDENT-PARTIAL: a damaged backup and one whose file is missing do not stop the others; when the
# file is back, the same command restores it through the fresh KEK, without a card.
. "$SOURCE_DIR/tests/scripts/incident/desk.bash"
make_escrow good damaged missing
lose_everything
quorum
printf 'X' | dd of="$(ls store/damaged-*)" bs=1 seek=150000 conv=notrunc status=none
mkdir aside && mv store/missing-* aside/

expect_refusal 5 INCIDENT-PARTIAL "${begin[@]}" "${quorum[@]}"
expect_stderr "2 backups of the scope are not restored"
expect_stderr "AGE-PAYLOAD-FORGED"
expect_stderr "BACKUP-NOT-FOUND"
expect_restored good
[ "$(ls out | wc -l)" = 1 ] || fail "a backup that fails leaves no output file"
[ "$(field state)" = rejoined ] || fail "state $(field state)"

mv aside/missing-* store/
expect_refusal 5 INCIDENT-PARTIAL incident run "$case" --output-dir out --identity keys/kek
expect_restored good missing
expect_stderr "was restored before"
grep -q 'recovery key' stderr && fail "no key may be rejoined again"
# A wrong key for the keystore is no way in.
ssh-keygen -q -t ed25519 -N '' -C '' -f keys/stranger
run incident run "$case" --output-dir out --identity keys/stranger --non-interactive
[ "$status" != 0 ] || fail "a stranger's key opened the keystore"
expect_no_file out/damaged-*
