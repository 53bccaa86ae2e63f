# Sourced after expect.sh. Afterwards there are escrow/ (in $BREAKGLASS_ESCROW) with a ledger of
# $made entries, the last two of a KEK (the first of them number $kek); owner and legal (SSH keys of
# two persons of the policy), desk/key (another).
. "$SOURCE_DIR/tests/scripts/people.bash"
mkdir store desk
for key in owner security legal desk/key; do ssh-keygen -q -t ed25519 -N '' -C "$key" -f "$key"; done
sed -e "s#@OFFSITE@#$HERE/store#" -e "s#@OWNER_KEY@#$(cut -d' ' -f1,2 owner.pub)#" \
    -e "s#@SECURITY_KEY@#$(cut -d' ' -f1,2 security.pub)#" \
    -e "s#@LEGAL_KEY@#$(cut -d' ' -f1,2 legal.pub)#" \
    "$SOURCE_DIR/examples/policies/quickstart.toml" >policy.toml
export BREAKGLASS_ESCROW=$HERE/escrow XDG_CONFIG_HOME=$HERE/config
entries=escrow/ledger/entries.jsonl
expect_ok escrow init --policy policy.toml escrow
expect_ok policy apply --key owner --witness-key legal
# new_kek NAME: two more entries
new_kek() {
    run kek create "$1" --keystore "file:$HERE/desk/$1.age" --owner platform-lead \
        --purpose "everyday restores" --recipient "$(cut -d' ' -f1,2 desk/key.pub)"
    [ "$status" = 0 ]
}
new_kek first || fail "no KEK"
made=$(wc -l <"$entries")
kek=$((made - 2))
# new_checkpoint_key FILE: one more entry, and a checkpoint
new_checkpoint_key() {
    expect_ok ledger checkpoint --new-key "$1" --recipient "$(cut -d' ' -f1,2 desk/key.pub)"
}
# checkpoint_of SIZE: the name of its file
checkpoint_of() { printf 'checkpoint-%010d.note' "$1"; }
# the head as it is printed: SIZE HEX
head_of() { "$BREAKGLASS" --escrow "${1:-escrow}" ledger verify 2>/dev/null | sed -n 's/^head *//p'; }
size_of() { head_of "$@" | cut -d' ' -f1; }
build_faults() {
    needs cc
    cc -shared -fPIC -O1 -o faults.so "$SOURCE_DIR/tests/scripts/ledger/faults.c" -ldl
    nm -D "$BREAKGLASS" | grep -q __asan_init && skip "a sanitizer does not share its preload"
    return 0
}
