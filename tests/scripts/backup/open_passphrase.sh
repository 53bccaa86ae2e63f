# Files and identity files under a passphrase, made by age on a terminal of its own.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
needs age age-keygen tmux

# age reads passphrases from a terminal only: tmux lends one.
age_with_passphrase() {
    local socket=$HERE/tmux words=$1; shift
    local command
    command=$(printf '%q ' "$@")
    tmux -S "$socket" -f /dev/null new-session -d -x 120 -y 20 "$command; echo \$? >age_status"
    for prompt in 'Enter passphrase' 'Confirm passphrase'; do
        for _ in $(seq 100); do
            tmux -S "$socket" capture-pane -p 2>/dev/null | grep -q "$prompt" && break
            sleep 0.1
        done
        tmux -S "$socket" send-keys -l "$words"
        tmux -S "$socket" send-keys Enter
    done
    for _ in $(seq 300); do [ -s age_status ] && break; sleep 0.1; done
    [ "$(cat age_status)" = 0 ] || fail "age did not seal to a passphrase"
    rm age_status
}

printf 'a good long passphrase\n' >passphrase
printf 'another passphrase\n' >wrong
head -c 200000 /dev/urandom >plain
age_with_passphrase 'a good long passphrase' age -p -o sealed.age plain
expect_ok backup open --passphrase-file passphrase sealed.age --output out
expect_same plain out
expect_refusal 3 AGE-NO-MATCH backup open --passphrase-file wrong sealed.age --output no
expect_refusal 2 TERMINAL-NONE --non-interactive backup open sealed.age --output no

# an identity file under a passphrase
age-keygen -o key.txt 2>/dev/null
age_with_passphrase 'a good long passphrase' age -p -a -o key.age key.txt
age -r "$(age-keygen -y key.txt)" -o sealed2.age plain
expect_ok backup open --identity key.age --passphrase-file passphrase sealed2.age --output out2
expect_same plain out2
expect_refusal 3 AGE-PASSPHRASE backup open --identity key.age --passphrase-file wrong sealed2.age --output no
expect_no_file no
