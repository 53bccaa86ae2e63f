# Everybody may hold a ceremony: the picture child runs the binary again although this process
# hides its memory from others, and locked memory is refused or accepted by name.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
. "$SOURCE_DIR/tests/scripts/people.bash"
needs setpriv
[ "$(id -u)" = 0 ] || skip "already unprivileged; the other cases show it"

chmod 755 "$HERE"
install -m 755 "$BREAKGLASS" breakglass
keyed_policy team-of-five people.toml
chown -R nobody people
chmod 644 people.toml
mkdir work && chown nobody work && cd work
as_nobody() { status=0; setpriv --reuid=65534 --regid=65534 --clear-groups --inh-caps=-all "$HERE/breakglass" "$@" >../stdout 2>../stderr </dev/null || status=$?; cp ../stderr stderr 2>/dev/null || true; }
as_nobody escrow init --policy ../people.toml escrow
[ "$status" = 0 ] || { cat ../stderr; fail "init as nobody"; }
as_nobody --escrow escrow policy apply --key ../people/owner --witness-key ../people/witness
[ "$status" = 0 ] || { cat ../stderr; fail "policy apply as nobody"; }
as_nobody --escrow escrow ceremony run "${allow[@]}" --output-dir cards --read-back
if [ "$status" != 0 ] && grep -qE 'PICTURE-UNLOCKED|HOST-MEMORY' ../stderr; then
    as_nobody --escrow escrow ceremony run "${allow[@]}" --output-dir cards --read-back --allow-unlocked-memory
fi
[ "$status" = 0 ] || { cat ../stderr; fail "the ceremony as nobody"; }

# no memory may be locked at all
as_limited() { status=0; (ulimit -l 0; exec setpriv --reuid=65534 --regid=65534 --clear-groups --inh-caps=-all --bounding-set=-all "$HERE/breakglass" "$@") >../stdout 2>../stderr </dev/null || status=$?; }
as_limited --escrow escrow ceremony start "${allow[@]}" --output-dir cards-2
[ "$status" = 1 ] || { cat ../stderr; fail "expected a refusal, got $status"; }
grep -qF "[HOST-MEMORY]" ../stderr || { cat ../stderr; fail "expected HOST-MEMORY"; }
[ ! -e cards-2 ] || fail "cards were written although memory was not locked"
as_limited --escrow escrow ceremony start "${allow[@]}" --output-dir cards-2 --allow-unlocked-memory
[ "$status" = 0 ] || { cat ../stderr; fail "--allow-unlocked-memory"; }
