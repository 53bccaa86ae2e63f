# Sourced after expect.sh by cases that need people who sign. Keys lie in people/, named after the
# person; people/owner and people/witness are those who apply the first policy.
needs ssh-keygen python3

# what a machine that runs tests deviates in; every "ceremony start" and "run" allows it by name
allow=(--allow-network --allow-swap --allow-disk)

# keyed_policy FROM TO: a template's name or a policy, with an SSH key for everyone who has none
keyed_policy() {
    local from=$1
    [ -f "$from" ] || from=$SOURCE_DIR/examples/policies/$from.toml
    mkdir -p people
    python3 "$SOURCE_DIR/tests/scripts/keyed_policy.py" "$from" people >"$2"
    export BREAKGLASS_KEY=$HERE/people/owner
}

# apply_policy ESCROW: owner and witness put its first policy in force
apply_policy() { expect_ok --escrow "$1" policy apply --key people/owner --witness-key people/witness; }

# init_escrow FROM DIR: a new escrow whose policy is in force
init_escrow() {
    keyed_policy "$1" people.toml
    expect_ok escrow init --policy people.toml "$2"
    apply_policy "$2"
}

# open_case ACT OPTIONS...: asked for by the owner and approved by as many as it takes; its name is
# in $case
open_case() {
    expect_ok case request "$@" --key people/owner
    case=$(grep -m 1 -oE '[a-z]+-[0-9]{8}-[0-9a-f]{8}' stdout)
    local person
    for person in ${approvers:?who approves}; do
        expect_ok case approve "$case" --yes --key "people/$person"
    done
}
