# A ceremony looks at the machine first: what is not fit is refused by name, allowed by its own
# option, and kept in the ledger. Network and swap are pretended in namespaces of their own.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
. "$SOURCE_DIR/tests/scripts/people.bash"

init_escrow team-of-five escrow
export BREAKGLASS_ESCROW=$HERE/escrow

# the disk, wherever we are
memory=$(mktemp -d /dev/shm/breakglass-case.XXXXXX) || skip "no /dev/shm"
trap 'rm -rf "$HERE" "$memory"' EXIT
expect_ok ceremony start --allow-network --allow-swap --output-dir "$memory/cards"
expect_stderr "breakglass: host: disk: \"$memory/cards\" lies in memory"
expect_stderr "breakglass: host: core: off"
expect_stderr "breakglass: host: memory: locked"
set_id=$(sed -n 's/^set \([0-9a-f]*\),.*/\1/p' stdout)
if [ "$(stat -f -c %T .)" != tmpfs ]; then
    expect_refusal 1 HOST-DISK ceremony run --allow-network --allow-swap --output-dir cards --read-back
    expect_stderr "lies on a disk"
    expect_ok ceremony run --allow-network --allow-swap --allow-disk --output-dir "$memory/cards" --read-back
    # the run that carried on looked again, and said so
    expect_ok --json ledger show --last 12
    grep -q '"ceremony.continue"' stdout || fail "the second look is not in the ledger"
else
    expect_ok ceremony abandon "$set_id"
fi
expect_ok --json ledger show --last 20
grep -q '"host_disk".*good: ' stdout || grep -q 'good: .*lies in memory' stdout || fail "the look at the disk is not in the ledger"
expect_no_file cards

[ "$(id -u)" = 0 ] || skip "only root can pretend a network and a swap device"
unshare -n -m true 2>/dev/null || skip "no namespaces here"
printf 'Filename Type Size Used Priority\n/dev/pretended partition 1 0 -2\n' >swaps
# in_room COMMANDS: runs them with sh in a network namespace and a mount namespace with a /sys of its own
in_room() { status=0; HERE=$HERE unshare -n -m sh -ec "mount -t sysfs sysfs /sys; $1" >stdout 2>stderr </dev/null || status=$?; }
in_room "'$BREAKGLASS' ceremony start --allow-swap --output-dir '$memory/quiet'"
[ "$status" = 0 ] || fail "lo alone is no network"
expect_stderr "network: no interface but lo is up"
grep -q "allowed" stderr && fail "nothing had to be allowed"
run ceremony abandon "$(sed -n 's/^set \([0-9a-f]*\),.*/\1/p' stdout)"
[ "$status" = 0 ] || fail "abandon"

if command -v ip >/dev/null && unshare -n sh -c 'ip link add room0 type dummy' 2>/dev/null; then
    in_room "ip link add room0 type dummy; ip link set room0 up; '$BREAKGLASS' ceremony start --allow-swap --output-dir '$memory/net'"
    [ "$status" = 1 ] && grep -qF "[HOST-NETWORK]" stderr || fail "expected HOST-NETWORK"
    expect_stderr "room0"
    expect_no_file "$memory/net"
else
    echo "no dummy interface here: HOST-NETWORK was only tried in the unit test"
fi
in_room "mount --bind '$HERE/swaps' /proc/swaps; '$BREAKGLASS' ceremony start --allow-network --output-dir '$memory/swap'"
[ "$status" = 1 ] && grep -qF "[HOST-SWAP]" stderr || fail "expected HOST-SWAP"
expect_stderr "in the clear on /dev/pretended"
expect_no_file "$memory/swap"
in_room "mount --bind '$HERE/swaps' /proc/swaps; '$BREAKGLASS' ceremony start --allow-swap --output-dir '$memory/swap'"
[ "$status" = 0 ] || fail "--allow-swap"
expect_ok --json ledger show --last 3
grep -q 'deviation: in the clear on /dev/pretended' stdout || fail "the deviation is not in the ledger"
