# A share for a token cannot be delivered yet: that is said before anything is made.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
. "$SOURCE_DIR/tests/scripts/people.bash"

sed '0,/person = "legal", delivery = "paper"/s//person = "legal", delivery = "pkcs11:token=custody"/' \
    "$SOURCE_DIR/examples/policies/team-of-five.toml" >policy.toml
init_escrow policy.toml escrow
expect_refusal 2 POLICY-CEREMONY-DELIVERY-UNSUPPORTED --escrow escrow ceremony start "${allow[@]}" --output-dir cards
expect_stderr "legal"
expect_no_file cards
[ -z "$(ls escrow/manifests)" ] || fail "a manifest was written"
