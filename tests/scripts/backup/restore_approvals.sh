# BACKUP-APPROVALS: a label the policy guards needs a case whose scope holds the backup; every
# restore is signed by an operator, and the signed statement stands in the ledger.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
. "$SOURCE_DIR/tests/scripts/people.bash"
needs ssh-keygen
mkdir store desk
ssh-keygen -q -t ed25519 -N '' -C kek -f desk/key
cat >>policy.toml <<TOML
escrow = "guarded"
owner = "platform-lead"
purpose = "restore approvals"
[recovery]
groups_required = 1
[[recovery.group]]
name = "custodians"
threshold = 2
holders = [ {person="finance", delivery="paper"}, {person="legal", delivery="paper"}, {person="platform-lead", delivery="paper"} ]
[approval]
restore = {approvals = 0}
[[restore]]
label = "payroll*"
approvals = 1
[[restore]]
label = "payroll-top"
approvals = 2
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
TOML
export BREAKGLASS_ESCROW=$HERE/escrow
init_escrow policy.toml escrow
expect_ok kek create everyday --keystore "file:$HERE/desk/kek.age" --owner platform-lead --purpose p \
    --recipient "$(cut -d' ' -f1,2 desk/key.pub)"
expect_ok ceremony run "${allow[@]}" --output-dir cards --read-back
for label in free payroll-1 payroll-2 payroll-top; do
    echo "bytes of $label" >"$label"
    expect_ok backup seal "$label" --label "$label" --output "store/$label.age"
done
restore=(backup restore --identity desk/key)

# Nobody's approval, but a signature: an operator's.
expect_ok "${restore[@]}" --label free --output out && expect_same out free
expect_refusal 2 BACKUP-RESTORER "${restore[@]}" --label free --output out-2 --key people/finance
ssh-keygen -q -t ed25519 -N '' -C stranger -f stranger
expect_refusal 2 PEOPLE-KEY-UNKNOWN "${restore[@]}" --label free --output out-2 --key stranger
expect_no_file out-2
expect_ok ledger show --act backup.restore --json
python3 - <<'PY' || fail "the restorer's statement in the ledger"
import json
entry = json.load(open("stdout"))["entries"][-1]
assert entry["actor"] == "platform-lead", entry
open("statement", "w").write(entry["statement"])
PY
# ssh-keygen agrees who signed it, and for what.
sed '/^-----BEGIN SSH SIGNATURE-----$/,$d' statement >text
sed -n '/^-----BEGIN SSH SIGNATURE-----$/,$p' statement >signature
echo "platform-lead $(cut -d' ' -f1,2 people/platform-lead.pub)" >signers
ssh-keygen -q -Y verify -f signers -I platform-lead -n breakglass.restore -s signature <text ||
    fail "ssh-keygen does not verify the statement"
! ssh-keygen -q -Y verify -f signers -I platform-lead -n breakglass.approval -s signature <text 2>/dev/null ||
    fail "a restore passes for an approval"

expect_refusal 3 BACKUP-APPROVALS "${restore[@]}" --label payroll-1 --output out-2
expect_stderr "case request restore"
expect_ok case request restore --reason "a clerk's mistake" --scope label=payroll-1 --key people/owner
case=$(grep -m 1 -oE 'restore-[0-9]{8}-[0-9a-f]{8}' stdout)
expect_refusal 3 - "${restore[@]}" --label payroll-1 --output out-2 --case "$case"
expect_ok case approve "$case" --yes --key people/finance
expect_refusal 2 BACKUP-NOT-IN-CASE "${restore[@]}" --label payroll-2 --output out-2 --case "$case"
expect_ok "${restore[@]}" --label payroll-1 --output one --case "$case" && expect_same one payroll-1
# The strictest label decides, also when the case names more than that.
approvers=finance
open_case restore --reason r --scope 'label=payroll*'
expect_refusal 3 - "${restore[@]}" --label payroll-top --output out-2 --case "$case"
expect_ok case approve "$case" --yes --key people/legal
expect_ok "${restore[@]}" --label payroll-top --output top --case "$case" && expect_same top payroll-top
expect_no_file out-2
