# Every template, once its people have filled in keys, phones and places, has no serious finding.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
needs ssh-keygen python3
for name in bank team-of-five two-departments; do
    template=$SOURCE_DIR/examples/policies/$name.toml
    expect_refusal 6 POLICY-SERIOUS policy check --policy "$template"
    expect_stdout POLICY-OWNER-NO-KEY
    # What the comments tell people to do: each "#" removed, each key their own.
    sed -e 's/^# \(place\|zone\) = /\1 = /' -e 's/^# phone = .*/phone = "+62 21 0000"/' "$template" >filled
    while grep -q '^# ssh = ' filled; do
        rm -f key key.pub
        ssh-keygen -q -t ed25519 -N '' -f key
        sed -i "0,\\|^# ssh = .*|s||ssh = \"$(cut -d' ' -f1,2 key.pub)\"|" filled
    done
    expect_ok policy check --policy filled
    ! grep -q '^serious' stdout || fail "$name has a serious finding"
    expect_ok --json policy check --policy filled
    python3 -c 'import json; d = json.load(open("stdout")); assert d["serious"] == 0; assert d["findings"] == [], d["findings"]' \
        || fail "$name: findings are left once everything is filled in"
    expect_ok escrow init --policy filled "$name"
    ! grep -q 'POLICY-' stderr || fail "init warns about $name"
    expect_ok policy show --policy filled
    expect_stdout "The cheapest set of people that opens a backup, by each path:"
done
