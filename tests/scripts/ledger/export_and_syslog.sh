# The stored lines, byte for byte; and one syslog message per entry.
source "$SOURCE_DIR/tests/scripts/expect.sh"
source "$SOURCE_DIR/tests/scripts/ledger/with_ledger.bash"

expect_ok ledger export
expect_same stdout "$entries"
expect_ok ledger export --from 1 --output lines
tail -n +2 "$entries" >wanted
expect_same lines wanted
expect_refusal 1 FILE-EXISTS ledger export --output lines
expect_refusal 2 - ledger export --output other --syslog
[ -e /dev/log ] || expect_refusal 1 LEDGER-SYSLOG ledger export --syslog

export made
# a /dev of its own with a listener at /dev/log
needs unshare python3
cat >listen.py <<'PY'
import socket, subprocess, sys
listener = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
listener.bind("/dev/log")
listener.settimeout(10)
subprocess.run(sys.argv[2:], check=True, stdin=subprocess.DEVNULL)
for _ in range(int(sys.argv[1])):
    sys.stdout.buffer.write(listener.recv(65536).rstrip(b"\n\0") + b"\n")
PY
cat >inside.sh <<'SH'
set -e
mkdir dev && mount -t tmpfs none dev
for node in null urandom random zero; do touch "dev/$node" && mount --bind "/dev/$node" "dev/$node"; done
mount --bind dev /dev
exec python3 -B listen.py "$made" "$BREAKGLASS" ledger export --syslog
SH
unshare --mount --map-root-user true 2>/dev/null || skip "no mount namespace of its own"
unshare --mount --map-root-user bash inside.sh >messages 2>inside.err || {
    cat inside.err >&2
    grep -q 'mount' inside.err && skip "nothing can be mounted here"
    fail "no messages came"
}
[ "$(wc -l <messages)" = "$made" ] || fail "a message for each entry was expected"
# 10 is authpriv (RFC 5424, table 1), 5 is notice
[ "$(grep -c '^<85>.* breakglass\[[0-9]*\]: breakglass.ledger/machine/.* entry ' messages)" = "$made" ] ||
    fail "a message reads otherwise: $(head -1 messages)"
grep -q "entry $kek .* kek.create by .* name=first" messages || fail "the entry is not told"
