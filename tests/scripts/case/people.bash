# Sourced after expect.sh by the cases about cases. Afterwards there are
#   escrow/ (in $BREAKGLASS_ESCROW)   keys/PERSON, keys/PERSON.pub
# platform-lead owns and asks; finance, legal and director approve; security-lead is a witness.
needs ssh-keygen
unset SSH_AUTH_SOCK SSH_ASKPASS BREAKGLASS_KEY
people="platform-lead finance legal director security-lead clerk"
mkdir keys
for person in $people; do ssh-keygen -q -t ed25519 -N '' -C "$person" -f "keys/$person"; done
key() { cut -d' ' -f1,2 "keys/$1.pub"; }
person() { printf '[[person]]\nid = "%s"\nphone = "%s"\nroles = [%s]\nssh = "%s"\n' "$1" "$2" "$3" "$(key "$1")"; }
{
    cat <<'TOML'
escrow = "payroll"
owner = "platform-lead"
purpose = "tests"
[[recovery.group]]
name = "custodians"
threshold = 2
holders = [{person="finance", delivery="paper"}, {person="legal", delivery="paper"}, {person="director", delivery="paper"}]
[approval]
exception = {approvals=2, collect="8h", use="4h"}
destruction = {approvals=1, collect="8h", use="4h"}
TOML
    person platform-lead "+62 21 0001" '"requester", "operator"'
    person finance "+62 21 0002" '"approver"'
    person legal "+62 21 0003" '"approver"'
    person director "+62 21 0004" '"approver", "requester"'
    person security-lead "+62 21 0005" '"witness"'
    person clerk "+62 21 0006" '"operator"'
} >policy.toml
export BREAKGLASS_ESCROW=$HERE/escrow
expect_ok escrow init --policy policy.toml escrow

# ask ACT [OPTIONS...]: platform-lead asks; $case is the new case's name, $file its file
ask() {
    local act=$1; shift
    expect_ok case request "$act" --reason "the key service is gone" --key keys/platform-lead "$@"
    case=$(cat stdout)
    [ -n "$case" ] || fail "no case was named"
    file=escrow/cases/$case.case
}
# approve PERSON [CASE]
approve() { expect_ok case approve "${2:-$case}" --key "keys/$1" --yes; }
# state_is WORD: what `case show` says of the case
state_is() { expect_ok case show "$case"; expect_stdout "case $case: $1"; }
# sign_text PERSON KIND FILE: FILE and its signature one after the other, on standard output
sign_text() {
    rm -f "$3.sig"
    ssh-keygen -q -Y sign -f "keys/$1" -n "breakglass.$2" "$3" 2>/dev/null
    cat "$3" "$3.sig"
}
