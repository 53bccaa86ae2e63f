# What cannot be sealed leaves no file and no receipt.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
. "$SOURCE_DIR/tests/scripts/with_escrow.sh"
: >empty
refuse() {
    expect_refusal "$@" --label x --output out
    [ ! -s stdout ] || fail "no receipt may be printed: $*"
    expect_no_file out
}
refuse 1 BACKUP-EMPTY backup seal empty
refuse 1 BACKUP-EMPTY backup seal -
refuse 1 FILE-MISSING backup seal nothing-here
refuse 1 FILE-IS-DIRECTORY backup seal store
refuse 2 BACKUP-INPUT backup seal
refuse 2 BACKUP-DESCRIPTION backup seal policy.toml --surface paper
refuse 2 BACKUP-DESCRIPTION backup seal policy.toml --kind all
refuse 2 BACKUP-DESCRIPTION backup seal policy.toml --source "$(printf 'a\033[2Jb')"
refuse 2 BACKUP-OUTPUT backup seal policy.toml --output-dir store
expect_refusal 2 BACKUP-DESCRIPTION backup seal policy.toml --label "$(printf '%200s' x)" --output out
expect_refusal 2 - backup seal policy.toml --output out
expect_refusal 2 BACKUP-OUTPUT backup seal policy.toml --label x
expect_refusal 2 BACKUP-OUTPUT backup seal policy.toml --label x --output -
expect_refusal 1 FILE-MISSING backup seal policy.toml --label x --output-dir not-mounted
expect_refusal 1 FILE-NOT-DIRECTORY backup seal policy.toml --label x --output-dir policy.toml
expect_refusal 1 FILE-MISSING backup seal policy.toml --label x --output not-mounted/out
expect_refusal 1 - backup seal policy.toml --label x --output /proc/out
echo mine >taken
expect_refusal 1 FILE-EXISTS backup seal policy.toml --label x --output taken
[ "$(cat taken)" = mine ] || fail "an existing file was touched"

# a dump that dies half-way, one that is not there, one that says nothing, both inputs
expect_refusal 1 COMMAND-FAILED backup seal --label x --output out -- sh -c 'head -c 200000 /dev/zero; exit 3'
expect_stderr "exit code 3"
expect_refusal 1 COMMAND-FAILED backup seal --label x --output out -- sh -c 'echo half; kill -9 $$'
expect_refusal 1 COMMAND-NOT-FOUND backup seal --label x --output out -- no-such-program
expect_refusal 1 BACKUP-EMPTY backup seal --label x --output out -- true
expect_refusal 2 BACKUP-INPUT backup seal policy.toml --label x --output out -- cat policy.toml
expect_refusal 2 - backup list -- cat
expect_no_file out
[ -z "$(ls -A store)" ] || fail "something was left in the store"
expect_ok backup list
expect_stdout "no backups"

expect_ok backup seal --allow-empty --label x --output out -- true
expect_ok backup restore --label x "${unlock[@]}" --output restored
expect_same restored empty
