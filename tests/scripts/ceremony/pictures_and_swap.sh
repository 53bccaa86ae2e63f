# A picture child that cannot lock its memory refuses to work beside a swap device, and says how to
# go on. The swap device is pretended: a file over /proc/swaps in a mount namespace of its own.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
needs setpriv unshare
[ "$(id -u)" = 0 ] || skip "only root can pretend a swap device"
printf 'Filename Type Size Used Priority\n/dev/pretended partition 1 0 -2\n' >swaps
unshare -m sh -c "mount --bind $HERE/swaps /proc/swaps" 2>/dev/null || skip "no mount namespaces here"

. "$SOURCE_DIR/tests/scripts/people.bash"
chmod 755 "$HERE"
keyed_policy team-of-five people.toml
chown -R nobody people
chmod 644 people.toml
install -m 755 "$BREAKGLASS" breakglass
mkdir work && chown nobody work && cd work
with_swap() {
    status=0
    unshare -m sh -c 'mount --bind "$0" /proc/swaps; shift; ulimit -l 8192
        exec setpriv --reuid=65534 --regid=65534 --clear-groups --inh-caps=-all "$@"' \
        "$HERE/swaps" - "$HERE/breakglass" "$@" >../stdout 2>../stderr </dev/null || status=$?
}
with_swap escrow init --policy ../people.toml escrow
[ "$status" = 0 ] || { cat ../stderr; fail "init"; }
with_swap --escrow escrow policy apply --key ../people/owner --witness-key ../people/witness
[ "$status" = 0 ] || { cat ../stderr; fail "policy apply"; }
with_swap --escrow escrow ceremony start "${allow[@]}" --output-dir cards
[ "$status" = 1 ] && grep -qF "[PICTURE-UNLOCKED]" ../stderr || { cat ../stderr; fail "expected PICTURE-UNLOCKED"; }
[ ! -e cards ] || fail "cards were written although a picture could have reached the swap device"
with_swap --escrow escrow ceremony start "${allow[@]}" --output-dir cards --allow-unlocked-memory
[ "$status" = 0 ] || { cat ../stderr; fail "--allow-unlocked-memory"; }
