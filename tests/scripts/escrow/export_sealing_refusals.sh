# Without an owner's key, a share set or a KEK there is nothing to seal to, and no file appears.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
needs ssh-keygen
expect_ok escrow init --template team-of-five e
expect_refusal 2 SEALING-OWNER-KEY --escrow e escrow export-sealing --output s
expect_stderr 'add ssh = "ssh-ed25519'
ssh-keygen -q -t ed25519 -N '' -f owner
sed "0,/^id = \"platform-lead\"/s##&\nssh = \"$(cat owner.pub)\"#" \
    "$SOURCE_DIR/examples/policies/team-of-five.toml" >policy.toml
expect_ok escrow init --policy policy.toml f
expect_refusal 1 SEALING-NO-SET --escrow f escrow export-sealing --output s --key owner
expect_stderr "breakglass ceremony run"
expect_refusal 2 POLICY-DURATION --escrow f escrow export-sealing --output s --key owner --expires soon
expect_refusal 2 - --escrow f escrow export-sealing
expect_refusal 2 ESCROW-NOT-NAMED escrow export-sealing --output s
expect_no_file s
