# Files made by the age command open: X25519, several recipients, armour, SSH keys, all the sizes
# around a chunk; and age opens what it is to open.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
needs age age-keygen ssh-keygen

age-keygen -o key.txt 2>/dev/null
age-keygen -o other.txt 2>/dev/null
recipient=$(age-keygen -y key.txt)
other=$(age-keygen -y other.txt)
ssh-keygen -q -t ed25519 -N '' -f ssh_plain
ssh-keygen -q -t ed25519 -N 'four random words here' -f ssh_locked
printf 'four random words here\n' >ssh_passphrase

for size in 0 1 65535 65536 65537 131072 131073 5000000; do
    head -c $size /dev/urandom >plain
    age -r "$recipient" -o sealed.age plain
    age -a -r "$other" -r "$recipient" -o sealed.asc plain
    for file in sealed.age sealed.asc; do
        expect_ok backup open --identity key.txt $file --output out
        expect_same plain out
        rm out
        run_with $file backup open --identity key.txt - --output -
        [ "$status" = 0 ] || fail "from standard input: exit $status"
        expect_same plain stdout
    done
done

age -R ssh_plain.pub -R ssh_locked.pub -o sealed.ssh plain
expect_ok backup open --identity ssh_plain sealed.ssh --output from_plain
expect_same plain from_plain
expect_ok backup open --identity ssh_locked --passphrase-file ssh_passphrase sealed.ssh --output from_locked
expect_same plain from_locked
# several identities: the one that fits is found
expect_ok backup open --identity other.txt --identity ssh_plain sealed.ssh --output from_second
expect_same plain from_second

printf 'not the passphrase\n' >wrong
expect_refusal 3 AGE-PASSPHRASE backup open --identity ssh_locked --passphrase-file wrong sealed.ssh --output no
expect_refusal 2 TERMINAL-NONE --non-interactive backup open --identity ssh_locked sealed.ssh --output no
expect_refusal 3 AGE-NO-MATCH backup open --identity other.txt sealed.ssh --output no
expect_no_file no
