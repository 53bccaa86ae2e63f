# A first KEK becomes active, a second one is ready; the list shows both, as text and as JSON.
source "$(dirname "$0")/../expect.sh"
. "$SOURCE_DIR/tests/scripts/people.bash"
needs python3
init_escrow team-of-five escrow
export BREAKGLASS_ESCROW=$HERE/escrow
mkdir keys
printf 'correct horse battery\n' >passphrase

expect_ok kek create everyday --keystore "file:$HERE/keys/a.age" --owner platform-lead \
    --purpose "nightly payroll dumps" --passphrase-file passphrase
recipient=$(cat stdout)
[[ $recipient =~ ^age1[a-z0-9]+$ ]] || fail "no recipient on stdout"
expect_stderr 'is active'
[ "$(stat -c %a keys/a.age)" = 600 ] || fail "the keystore is not private"

expect_ok --json kek create spare --keystore "file:$HERE/keys/b.age" --owner platform-lead \
    --purpose "for the next rotation" --recipient "$recipient"
python3 -c 'import json; k = json.load(open("stdout"))[0]; assert k["state"] == "ready", k'

expect_ok kek list
expect_stdout "$recipient"
expect_stdout 'nightly payroll dumps'
expect_ok --json kek list
python3 - "$recipient" <<'PYTHON'
import hashlib, json, sys
first, second = json.load(open("stdout"))
assert first["recipient"] == sys.argv[1]
assert first["id"] == hashlib.sha256(sys.argv[1].encode()).hexdigest()[:8]
assert (first["name"], first["state"], first["owner"]) == ("everyday", "active", "platform-lead")
assert (second["name"], second["state"], second["backups"]) == ("spare", "ready", 0)
PYTHON
