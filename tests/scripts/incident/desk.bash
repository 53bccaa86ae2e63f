# Sourced by the incident cases: an escrow with two of three cards, sealed backups in a store, and a
# kit. Keystores are kept under an SSH key, because a passphrase costs a second each time.
. "$SOURCE_DIR/tests/scripts/expect.sh"
. "$SOURCE_DIR/tests/scripts/people.bash"
needs cmp

# make_escrow LABEL...: an escrow in ./escrow, its cards in ./cards, one backup of each label in
# ./store (the plain bytes in ./plain-LABEL), a kit in ./kit; BREAKGLASS_ESCROW is set.
# $cards_in: another folder for the cards; $recovery_also: a further line of the policy's [recovery];
# $legal_delivery: how the share of legal is handed out, else on paper;
# $approval_also: one of [approval]; $threshold: cards needed, else 2
make_escrow() {
    mkdir -p store keys
    ssh-keygen -q -t ed25519 -N '' -C '' -f keys/kek
    ssh_key=$(cut -d' ' -f1,2 keys/kek.pub)
    cat >policy.toml <<TOML
escrow = "case"
owner = "platform-lead"
purpose = "the incident cases"
[recovery]
${recovery_also:-}
groups_required = 1
[[recovery.group]]
name = "custodians"
threshold = ${threshold:-2}
holders = [ {person="finance", delivery="paper"}, {person="legal", delivery="${legal_delivery:-paper}"},
            {person="platform-lead", delivery="paper"} ]
[[store]]
name = "offsite"
path = "$HERE/store"
[[person]]
id = "platform-lead"
roles = ["requester", "operator", "custodian"]
[[person]]
id = "finance"
roles = ["approver", "custodian"]
[[person]]
id = "legal"
roles = ["approver", "custodian", "witness"]
[approval]
restore = {approvals = 0}
${approval_also:-}
TOML
    init_escrow policy.toml escrow
    approvers="finance legal"
    export BREAKGLASS_ESCROW=$HERE/escrow
    make_kek old
    expect_ok ceremony run "${allow[@]}" --output-dir "${cards_in:-cards}" --read-back \
        ${legal_key:+--identity "$legal_key"}
    cards=("${cards_in:-cards}"/*.txt)
    local label
    for label in "$@"; do seal_backup "$label"; done
    expect_ok escrow kit kit
}

# make_kek NAME
make_kek() {
    expect_ok kek create "$1" --keystore "file:$HERE/keys/$1.age" --owner platform-lead \
        --purpose "incident cases" --recipient "$ssh_key"
}

# seal_backup LABEL: 200,000 random bytes, sealed and registered
seal_backup() {
    head -c 200000 /dev/urandom >"plain-$1"
    expect_ok backup seal "plain-$1" --label "$1" --output-dir store
    cp stdout receipt
    expect_ok backup register offsite --receipts receipt
}

# lose_everything: the KEK and the escrow are gone; the escrow is opened from the kit and has a
# fresh KEK
lose_everything() {
    rm -rf escrow keys/old.age
    expect_ok escrow open kit escrow
    make_kek fresh
    ask 'label=*'
}

# ask SCOPE...: a case that is approved; its name in $case, the command that begins it in $begin
ask() {
    local part scope=()
    for part in "$@"; do scope+=(--scope "$part"); done
    open_case incident --reason "the KEK is lost" "${scope[@]}"
    begin=(incident run "$case" --fresh-kek fresh --output-dir out)
}

# restored LABEL: the file that a label was restored to in ./out
restored() { ls out/"$1"-*; }
# expect_restored LABEL...
expect_restored() { local label; for label in "$@"; do expect_same "plain-$label" "$(restored "$label")"; done; }

# field NAME: a value of the case's status, such as state
field() {
    "$BREAKGLASS" --json incident status "$case" |
        python3 -c 'import json, sys; print(json.load(sys.stdin)[0][sys.argv[1]])' "$1"
}

quorum() { quorum=(--words "${cards[0]}" --words "${cards[1]}"); }
