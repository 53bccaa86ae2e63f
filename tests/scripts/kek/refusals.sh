# What kek create refuses, each with its rule, before a key is made.
source "$(dirname "$0")/../expect.sh"
. "$SOURCE_DIR/tests/scripts/people.bash"
init_escrow team-of-five escrow
mkdir keys
printf 'correct horse battery\n' >passphrase
: >empty
create() { # EXIT RULE NAME URI OWNER PURPOSE [OPTIONS...]
    local code=$1 rule=$2 name=$3 uri=$4 owner=$5 purpose=$6; shift 6
    expect_refusal "$code" "$rule" --non-interactive --escrow escrow kek create "$name" \
        --keystore "$uri" --owner "$owner" --purpose "$purpose" "$@"
    [ -z "$(ls keys)" ] || fail "a key was left behind"
    expect_no_file escrow/kek.age
}
good="file:$HERE/keys/kek.age"
create 2 KEK-NAME 'a name' "$good" platform-lead p --passphrase-file passphrase
create 2 KEK-NAME '' "$good" platform-lead p --passphrase-file passphrase
create 2 KEK-NAME ../x "$good" platform-lead p --passphrase-file passphrase
create 2 KEK-OWNER kek "$good" nobody p --passphrase-file passphrase
create 2 KEK-PURPOSE kek "$good" platform-lead '' --passphrase-file passphrase
create 2 KEK-PURPOSE kek "$good" platform-lead $'two\nlines' --passphrase-file passphrase
create 2 KEYSTORE-UNSUPPORTED kek 'pkcs11:token=kek' platform-lead p --passphrase-file passphrase
create 2 KEYSTORE-URI kek 'file:kek.age' platform-lead p --passphrase-file passphrase
create 2 KEYSTORE-IN-ESCROW kek "file:$HERE/escrow/kek.age" platform-lead p --passphrase-file passphrase
ln -s escrow alias
create 2 KEYSTORE-IN-ESCROW kek "file:$HERE/alias/kek.age" platform-lead p --passphrase-file passphrase
create 1 KEYSTORE-PLACE kek "file:$HERE/nowhere/kek.age" platform-lead p --passphrase-file passphrase
create 2 PASSPHRASE-EMPTY kek "$good" platform-lead p --passphrase-file empty
create 1 PASSPHRASE-FILE kek "$good" platform-lead p --passphrase-file absent
create 2 TERMINAL-NONE kek "$good" platform-lead p
create 2 AGE-RECIPIENT-UNKNOWN kek "$good" platform-lead p --recipient age1nonsense
expect_refusal 2 ESCROW-NOT-NAMED kek create kek --keystore "$good" --owner o --purpose p
expect_refusal 2 ESCROW-NOT-FOUND --escrow absent kek list
expect_ok --escrow escrow kek list
[ ! -s stdout ] || fail "a KEK was registered"
