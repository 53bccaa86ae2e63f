# Our age files in other implementations' hands, and theirs in ours: Debian's age, npm
# age-encryption. Every size around a chunk, binary and armour, every kind of recipient.
. "$SOURCE_DIR/tests/scripts/expect.sh"
: "${AGE_SEAL_TOOL:?the sealing test tool}"
needs age age-keygen ssh-keygen tmux
count=0

age-keygen -o key.txt 2>/dev/null
recipient=$(age-keygen -y key.txt)
ssh-keygen -q -t ed25519 -N '' -f ssh_key
seal() { "$AGE_SEAL_TOOL" "$@" <plain >sealed; }
opened_as_plain() { cmp -s plain out || fail "$1 read something else from a file of $size bytes"; rm out; count=$((count + 1)); }

# age reads passphrases from a terminal only: tmux lends one.
age_opens_with_passphrase() {
    rm -f age_status
    tmux -S "$HERE/tmux" -f /dev/null new-session -d -x 120 -y 20 "age -d sealed >out; echo \$? >age_status"
    for _ in $(seq 200); do
        tmux -S "$HERE/tmux" capture-pane -p 2>/dev/null | grep -q 'Enter passphrase' && break
        sleep 0.1
    done
    tmux -S "$HERE/tmux" send-keys -l "$1"
    tmux -S "$HERE/tmux" send-keys Enter
    for _ in $(seq 300); do [ -s age_status ] && break; sleep 0.1; done
    [ "$(cat age_status)" = 0 ] || fail "age did not open a file under a passphrase"
}

sizes="0 1 65535 65536 65537 131072 131073 1048577 7000000"
for size in $sizes; do
    head -c "$size" /dev/urandom >plain
    for form in "" --armor; do
        seal $form "$recipient";                          age -d -i key.txt sealed >out; opened_as_plain age
        seal $form "$(cat ssh_key.pub)";                  age -d -i ssh_key sealed >out; opened_as_plain age
        seal $form "$(cat ssh_key.pub)" "$recipient";     age -d -i key.txt sealed >out; opened_as_plain age
    done
done
for size in 0 100000; do
    head -c "$size" /dev/urandom >plain
    seal --passphrase 'four words and more'
    age_opens_with_passphrase 'four words and more'; opened_as_plain age
done
printf 'Debian age opened %s files of ours\n' "$count"

npm=${BREAKGLASS_NPM:-$SOURCE_DIR/build/npm/node_modules}
if ! command -v node >/dev/null || [ ! -d "$npm/age-encryption" ]; then
    printf 'skipped: npm age-encryption is not there (BREAKGLASS_NPM, build/npm/node_modules)\n'
    exit 0
fi
export BREAKGLASS_NPM=$npm
npm_age() { node "$SOURCE_DIR/tests/formats/age/npm_age.mjs" "$@"; }
identity=$(grep -v '^#' key.txt)
printf 'four words and more\n' >passphrase
count=0
for size in $sizes; do
    head -c "$size" /dev/urandom >plain
    for form in "" --armor; do
        seal $form "$recipient"; npm_age decrypt sealed out $form --key "$identity"; opened_as_plain npm
        npm_age encrypt plain sealed $form --key "$recipient"
        expect_ok backup open --identity key.txt sealed --output out; opened_as_plain breakglass
    done
done
for form in "" --armor; do
    seal $form --passphrase 'four words and more'
    npm_age decrypt sealed out $form --passphrase 'four words and more'; opened_as_plain npm
    npm_age encrypt plain sealed $form --passphrase 'four words and more'
    expect_ok backup open --passphrase-file passphrase sealed --output out; opened_as_plain breakglass
done
printf 'npm age-encryption and breakglass opened %s files of each other\n' "$count"
