# SEALING-PIN-DIFFERS: a swapped sealing file seals nothing, wherever and however it is swapped.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
. "$SOURCE_DIR/tests/scripts/with_escrow.sh"
make_sealing sealing
try() { run backup seal policy.toml --sealing "$1" --label x --output "out-$2"; }
try sealing 1; [ "$status" = 0 ] || fail "the first use"
cp config/breakglass/pins pins-before

# the thief's escrow has the same name, then another one
mkdir thief
for name in machine other; do
    ssh-keygen -q -t ed25519 -N '' -f "thief/$name"
    sed -e "s#@OFFSITE@#$HERE/thief#" -e "s#\"machine\"#\"$name\"#" \
        -e "s#@OWNER_KEY@#$(cut -d' ' -f1,2 "thief/$name.pub")#" \
        -e "s#@SECURITY_KEY@#$(key_line security-lead)#" -e "s#@LEGAL_KEY@#$(key_line legal)#" \
        "$SOURCE_DIR/examples/policies/quickstart.toml" >"thief/$name.toml"
    expect_ok escrow init --policy "thief/$name.toml" "thief/escrow-$name"
    expect_ok --escrow "thief/escrow-$name" policy apply --key "thief/$name" --witness-key people/legal
    expect_ok --escrow "thief/escrow-$name" kek create k --keystore "file:$HERE/thief/$name.age" \
        --owner platform-lead --purpose p --recipient "$(cut -d' ' -f1,2 desk/key.pub)"
    expect_ok --escrow "thief/escrow-$name" ceremony run "${allow[@]}" --output-dir "thief/cards-$name" --read-back
    expect_ok --escrow "thief/escrow-$name" escrow export-sealing --output "thief/sealing-$name" --key "thief/$name"
    cp sealing kept; cp "thief/sealing-$name" sealing
    expect_refusal 4 SEALING-PIN-DIFFERS backup seal policy.toml --sealing sealing --label x --output out-2
    cp kept sealing
done
expect_refusal 4 SEALING-PIN-DIFFERS backup seal policy.toml --sealing thief/sealing-machine --label x --output out-2
expect_no_file out-2
expect_same config/breakglass/pins pins-before

# an edited file does not verify, edited pins are noticed, unwritable pins refuse a first use
sed 's/"labels"/"lables"/' sealing >broken
expect_refusal 4 - backup seal policy.toml --sealing broken --label x --output out-2
sed -i 's/\t/ /' config/breakglass/pins
expect_refusal 4 PINS-MALFORMED backup seal policy.toml --sealing sealing --label x --output out-2
expect_refusal 1 PINS-WRITE backup seal policy.toml --sealing sealing --pins /proc/none/pins --label x --output out-2
expect_no_file out-2
