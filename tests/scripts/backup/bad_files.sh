# Empty, truncated, huge, binary and wrong files, wherever a command takes one: a message, never 70.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
. "$SOURCE_DIR/tests/scripts/with_escrow.sh"
make_sealing sealing
expect_ok backup seal policy.toml --label x --output store/x.age
id=$(field id stdout)
mkdir bad bad/directory
: >bad/empty
head -c 100000 /dev/urandom >bad/binary
truncate -s 5G bad/huge
head -c 4000 store/x.age >bad/cut-header
head -c 4100 store/x.age >bad/cut-nonce
head -c 200 sealing >bad/cut-sealing
cp policy.toml bad/text
age_like() { printf 'age-encryption.org/v1\n'; head -c 100000 /dev/zero | tr '\0' a; }
age_like >bad/age-like

# refused WHAT ARGS...: fails with a message and one of our exit codes
refused() {
    local what=$1; shift
    run "$@"
    case $status in 1|2|3|4|5) ;; *) fail "$what: exit $status: $*" ;; esac
    grep -q '^breakglass: error: ' stderr || fail "$what: no message: $*"
    [ "$(wc -c <stderr)" -lt 6000 ] || fail "$what: the message is too long: $*"
    ! LC_ALL=C grep -q "$(printf '[\001-\010\016-\037\177]')" stderr || fail "$what: raw bytes on the terminal"
    expect_no_file out
}
for file in bad/*; do
    refused "$file" backup seal policy.toml --sealing "$file" --label x --output out
    refused "$file" backup seal policy.toml --sealing sealing --pins /dev/null/x --label x --output out
    refused "$file" backup inspect "$file"
    refused "$file" backup restore "$id" --identity "$file" --output out
    refused "$file" backup restore "$file" "${unlock[@]}" --output out
    [ "$file" = bad/empty ] || refused "$file" backup register offsite --receipts "$file"
    refused "$file" --escrow "$file" backup list
done
