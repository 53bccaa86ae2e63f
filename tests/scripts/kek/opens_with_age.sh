# The keystore is an age file: stock age opens it and finds the very key that kek create named.
source "$(dirname "$0")/../expect.sh"
. "$SOURCE_DIR/tests/scripts/people.bash"
needs age age-keygen python3
init_escrow team-of-five escrow
export BREAKGLASS_ESCROW=$HERE/escrow
mkdir keys
age-keygen -o keeper 2>/dev/null
expect_ok kek create one --keystore "file:$HERE/keys/one.age" --owner platform-lead \
    --purpose backups --recipient "$(age-keygen -y keeper)"
cp stdout recipient
age -d -i keeper keys/one.age >identity || fail "age does not open the keystore"
age-keygen -y identity >found
expect_same recipient found
grep -qx "# public key: $(cat recipient)" identity || fail "no comment names the public key"
echo payload | age -r "$(cat recipient)" | age -d -i identity | grep -qx payload || fail "no round trip"

# Under a passphrase age reads from a terminal only: it gets one of its own.
printf 'correct horse battery\n' >passphrase
expect_ok kek create two --keystore "file:$HERE/keys/two.age" --owner platform-lead \
    --purpose backups --passphrase-file passphrase
cp stdout recipient
python3 - <<'PYTHON'
import os, pty, time
child, terminal = pty.fork()
if child == 0:
    os.execvp("age", ["age", "-d", "-o", "identity2", "keys/two.age"])
time.sleep(0.5)
os.write(terminal, b"correct horse battery\n")
try:
    while os.read(terminal, 1024):
        pass
except OSError:
    pass
assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
PYTHON
age-keygen -y identity2 >found
expect_same recipient found
