# Sourced where an escrow is ready (tests/scripts/with_escrow.sh): seals and restores $BYTES zero
# bytes and fails when either takes 64 MiB of memory. The KEK is kept under a key: opening one
# under a passphrase costs scrypt's own 256 MiB once, before the first byte flows.
limit_kib=65536

# peak ARGS...: runs breakglass, prints its largest resident set in KiB
peak() {
    python3 - "$BREAKGLASS" "$@" <<'PYTHON'
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdin=subprocess.DEVNULL, stdout=open("stdout", "w"), stderr=open("stderr", "w"))
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(done.returncode)
PYTHON
}
truncate -s "$BYTES" zeros
sealing=$(peak backup seal zeros --label zeros --output store/zeros.age) || fail "sealing $BYTES bytes"
restoring=$(peak backup restore --label zeros "${unlock[@]}" --output restored) || fail "restoring"
expect_same restored zeros
rm -f zeros restored store/zeros.age
echo "$BYTES bytes: sealing $sealing KiB, restoring $restoring KiB at most"
[ "$sealing" -lt $limit_kib ] || fail "sealing took $sealing KiB"
[ "$restoring" -lt $limit_kib ] || fail "restoring took $restoring KiB"
