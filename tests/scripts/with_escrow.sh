# Sourced after expect.sh by cases that need an escrow ready to seal. Afterwards there are
#   escrow/ (in $BREAKGLASS_ESCROW)   store/ (the store "offsite")   cards/   owner, owner.pub
#   desk/kek.age, kept under the SSH key desk/key: quicker to open than a passphrase
# and in $unlock the options that open the KEK.
needs ssh-keygen
export XDG_CONFIG_HOME=$HERE/config
mkdir store desk
ssh-keygen -q -t ed25519 -N '' -C owner -f owner
ssh-keygen -q -t ed25519 -N '' -C kek -f desk/key
sed -e "s#@OFFSITE@#$HERE/store#" -e "s#@OWNER_KEY@#$(cut -d' ' -f1,2 owner.pub)#" \
    "$SOURCE_DIR/examples/policies/quickstart.toml" >policy.toml
export BREAKGLASS_ESCROW=$HERE/escrow
expect_ok escrow init --policy policy.toml escrow
expect_ok kek create everyday --keystore "file:$HERE/desk/kek.age" --owner platform-lead \
    --purpose "everyday restores" --recipient "$(cut -d' ' -f1,2 desk/key.pub)"
expect_ok ceremony run --output-dir cards --read-back
unlock=(--identity desk/key)

# make_sealing FILE [OPTIONS...]: a sealing file signed by the escrow's owner
make_sealing() { local file=$1; shift; expect_ok escrow export-sealing --output "$file" --key owner "$@"; }
# edit_sealing FILE SED-EXPRESSION: the owner signs an edited text
edit_sealing() {
    sed -n '1,/^}$/p' "$1" | sed -e "$2" >body
    rm -f body.sig
    ssh-keygen -q -Y sign -f owner -n breakglass.sealing body 2>/dev/null
    cat body body.sig >"$1"
}
# field NAME FILE: a text of the first receipt in FILE
field() { sed -n "1s/.*\"$1\":\"\([^\"]*\)\".*/\1/p" "$2"; }
