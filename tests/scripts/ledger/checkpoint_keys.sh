# The key that signs checkpoints: kept by age, named by the ledger, refused when it is another.
source "$SOURCE_DIR/tests/scripts/expect.sh"
source "$SOURCE_DIR/tests/scripts/ledger/with_ledger.bash"

printf 'open sesame\n' >right
printf 'open barley\n' >wrong
expect_ok ledger checkpoint --new-key ck.age --passphrase-file right
expect_stdout "breakglass.ledger/machine/"
[ "$(stat -c %a ck.age)" = 600 ] || fail "the key's file is readable by others"
! grep -q PRIVATE ck.age || fail "the key lies in the clear"
expect_refusal 1 FILE-EXISTS ledger checkpoint --new-key ck.age --passphrase-file right
[ "$(size_of)" = $((made + 1)) ] || fail "a refused key was named in the ledger"
cp "escrow/ledger/$(checkpoint_of $((made + 1)))" note
expect_ok ledger checkpoint --key ck.age --passphrase-file right
expect_same note "escrow/ledger/$(checkpoint_of $((made + 1)))"
expect_refusal 3 LEDGER-KEY-NO-MATCH ledger checkpoint --key ck.age --passphrase-file wrong
expect_refusal 2 - ledger checkpoint
expect_refusal 2 - ledger checkpoint --key ck.age --new-key other.age
expect_refusal 2 TERMINAL-NONE --non-interactive ledger checkpoint --key ck.age

# a second key signs beside the first one, and each alone is enough
new_checkpoint_key second.age
expect_ok ledger checkpoint --key ck.age --passphrase-file right
[ "$(grep -c '^— ' "escrow/ledger/$(checkpoint_of $((made + 2)))")" = 2 ] || fail "two signatures"
expect_ok ledger verify
[ "$(grep -c '^key ' stdout)" = 2 ] || fail "two keys"
sed -i '$d' "escrow/ledger/$(checkpoint_of $((made + 2)))"
expect_ok ledger verify
echo "— stranger AAAAAAAAAAAA" >>"escrow/ledger/$(checkpoint_of $((made + 2)))"
expect_ok ledger verify

# age opens the file without breakglass
if command -v age >/dev/null; then
    age -d -i desk/key second.age | grep -q '^PRIVATE+KEY+breakglass.ledger/machine/' || fail "age"
fi

# the key of another escrow
mkdir other && sed "s#^escrow = .*#escrow = \"other\"#" policy.toml >other.toml
expect_ok escrow init --policy other.toml other
expect_refusal 4 LEDGER-KEY --escrow other ledger checkpoint --key ck.age --passphrase-file right
cp note other/ledger/checkpoint-0000000001.note
expect_refusal 4 LEDGER-CHECKPOINT --escrow other escrow status
