# Without receipts: sealed files are unattested, plain age files unproven, links are left alone.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
. "$SOURCE_DIR/tests/scripts/with_escrow.sh"
needs age
make_sealing sealing
recipient=$(sed -n 's/.*"\(age1[^"]*\)".*/\1/p' sealing | tail -1)
mkdir store/deep outside
expect_ok backup seal policy.toml --sealing sealing --label secret-name --output store/deep/one.age
expect_ok backup seal policy.toml --sealing sealing --label far --output outside/far.age
ln -s ../outside store/link
ln -s ../outside/far.age store/far.age
age -r "$recipient" -o store/plain.age policy.toml
head -c 5000 /dev/urandom >store/noise
printf 'age-encryption.org/v1\n-> broken' >store/broken.age
mkfifo store/pipe

expect_refusal 5 BACKUP-REGISTER-PARTIAL backup register offsite --scan
expect_stdout "1 without a receipt"
expect_stdout "1 plain age files: recovery path unproven"
expect_stderr "broken.age"
expect_ok backup list --json
! grep -q far stdout || fail "a link was followed out of the store"
! grep -q secret-name stdout || fail "the label is sealed, nobody can know it yet"
expect_refusal 2 BACKUP-UNKNOWN backup restore --label '*' --latest "${unlock[@]}" --output out
expect_stderr "without one"
id=$("$BREAKGLASS" backup inspect store/deep/one.age --json | sed -n 's/.*"id": "\(.*\)".*/\1/p')
expect_ok backup restore "$id" "${unlock[@]}" --output out && expect_same out policy.toml
plain=$("$BREAKGLASS" backup inspect store/plain.age --json | sed -n 's/.*"id": "\(.*\)".*/\1/p')
expect_ok backup restore "$plain" "${unlock[@]}" --output plain && expect_same plain policy.toml

# with the KEK the sealed label is known
rm store/broken.age
expect_ok backup seal policy.toml --sealing sealing --label secret-two --output store/two.age
expect_ok backup register offsite --scan --prove "${unlock[@]}"
expect_stdout "1 proven"
expect_ok backup list --label secret-two
expect_stdout "unattested"
