# Kit, loss of the escrow, open: the same escrow again; sha256sum(1) reads the kit.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
needs sha256sum python3
expect_ok escrow init --template two-departments e
export BREAKGLASS_ESCROW=e
expect_ok escrow kit kit
[ "$(cut -d' ' -f1 stdout)" = "$(sha256sum <kit/SHA256SUMS | cut -d' ' -f1)" ] || fail "the printed hash"
(cd kit && sha256sum --quiet --strict -c SHA256SUMS) || fail "sha256sum finds the kit damaged"
[ "$(find kit -type f ! -name SHA256SUMS | wc -l)" = "$(wc -l <kit/SHA256SUMS)" ] || fail "a file is not listed"
expect_same kit/hex_to_age_identity.py "$SOURCE_DIR/examples/recover-without-breakglass/hex_to_age_identity.py"
expect_same kit/RUNBOOK.md "$SOURCE_DIR/docs/runbooks/incident.md"
expect_same kit/RUNBOOK.id.md "$SOURCE_DIR/docs/runbooks/incident.id.md"
grep -q 'escrow   backups' kit/README.txt || fail "README.txt does not name the escrow"
expect_refusal 1 KIT-EXISTS escrow kit kit
rm -rf e
expect_refusal 2 ESCROW-NOT-FOUND escrow status
expect_stderr "breakglass escrow init"
expect_ok escrow open kit e
expect_ok escrow status
expect_refusal 1 ESCROW-EXISTS escrow open kit e
echo >>kit/escrow.toml
expect_refusal 4 KIT-DAMAGED escrow open kit f
expect_stderr 'file "escrow.toml" of the kit has SHA-256'
expect_no_file f
expect_refusal 4 KIT-NOT-FOUND escrow open e f
rm kit/SHA256SUMS
mkfifo kit/SHA256SUMS
expect_refusal 4 KIT-NOT-FOUND escrow open kit f
expect_no_file f
