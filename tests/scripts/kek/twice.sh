# The same command again names what is there, and changes nothing.
source "$(dirname "$0")/../expect.sh"
. "$SOURCE_DIR/tests/scripts/people.bash"
init_escrow team-of-five escrow
export BREAKGLASS_ESCROW=$HERE/escrow
mkdir keys
printf 'correct horse battery\n' >passphrase
options=(--owner platform-lead --purpose p --passphrase-file passphrase)
expect_ok kek create kek --keystore "file:$HERE/keys/a.age" "${options[@]}"
cp keys/a.age before
expect_refusal 2 CATALOG-KEK-EXISTS kek create kek --keystore "file:$HERE/keys/a.age" "${options[@]}"
expect_stderr "$HERE/keys/a.age"
expect_refusal 2 CATALOG-KEK-EXISTS kek create kek --keystore "file:$HERE/keys/b.age" "${options[@]}"
expect_no_file keys/b.age
expect_refusal 2 KEK-KEYSTORE-TAKEN kek create other --keystore "file:$HERE/keys/a.age" "${options[@]}"
# A file that no KEK of this escrow uses: perhaps an earlier command was cut off.
echo something >keys/c.age
expect_refusal 1 FILE-EXISTS kek create other --keystore "file:$HERE/keys/c.age" "${options[@]}"
expect_stderr 'kek list'
expect_same before keys/a.age
[ "$(cat keys/c.age)" = something ] || fail "a foreign file was changed"
