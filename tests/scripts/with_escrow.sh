# Sourced after expect.sh by cases that need an escrow ready to seal. Afterwards there are
#   escrow/ (in $BREAKGLASS_ESCROW)   store/ (the store "offsite")   cards/   owner, owner.pub
#   people/platform-lead (owner is a link to it), people/security-lead, people/legal: SSH keys;
#   BREAKGLASS_KEY is the owner's
#   desk/kek.age, kept under the SSH key desk/key: quicker to open than a passphrase
# and in $unlock the options that open the KEK.
. "$SOURCE_DIR/tests/scripts/people.bash"
export XDG_CONFIG_HOME=$HERE/config
mkdir store desk
mkdir people
for person in platform-lead security-lead legal; do
    ssh-keygen -q -t ed25519 -N '' -C "$person" -f "people/$person"
done
ln -s people/platform-lead owner && ln -s people/platform-lead.pub owner.pub
ln -s platform-lead people/owner && ln -s platform-lead.pub people/owner.pub
key_line() { cut -d' ' -f1,2 "people/$1.pub"; }
ssh-keygen -q -t ed25519 -N '' -C kek -f desk/key
sed -e "s#@OFFSITE@#$HERE/store#" -e "s#@OWNER_KEY@#$(key_line platform-lead)#" \
    -e "s#@SECURITY_KEY@#$(key_line security-lead)#" -e "s#@LEGAL_KEY@#$(key_line legal)#" \
    "$SOURCE_DIR/examples/policies/quickstart.toml" >policy.toml
export BREAKGLASS_ESCROW=$HERE/escrow
export BREAKGLASS_KEY=$HERE/owner
expect_ok escrow init --policy policy.toml escrow
expect_ok policy apply --witness-key people/legal
expect_ok kek create everyday --keystore "file:$HERE/desk/kek.age" --owner platform-lead \
    --purpose "everyday restores" --recipient "$(cut -d' ' -f1,2 desk/key.pub)"
expect_ok ceremony run "${allow[@]}" --output-dir cards --read-back
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
