# A full disk, a vanished reader, ^C and an unwritable folder: a message, the right exit code and
# no half-written file.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
needs age age-keygen

age-keygen -o key.txt 2>/dev/null
head -c 20000000 /dev/zero | age -r "$(age-keygen -y key.txt)" >sealed.age

# a reader that goes away
status=0
{ "$BREAKGLASS" backup open --identity key.txt sealed.age --output - 2>stderr || echo $? >reader_status; } | head -c 100 >/dev/null
[ "$(cat reader_status)" = 1 ] || fail "a broken pipe is a failure"
expect_stderr "cannot write"

# ^C while the source has nothing to say: two threads, one of them waiting for the pipe
mkfifo pipe
"$BREAKGLASS" backup open --identity key.txt - --output out <pipe >/dev/null 2>stderr &
child=$!
{ head -c 15000000 sealed.age; exec sleep 20; } >pipe &
feeder=$!
sleep 1
kill -INT $child
for _ in $(seq 50); do kill -0 $child 2>/dev/null || break; sleep 0.1; done
kill -0 $child 2>/dev/null && { kill -KILL $child; kill $feeder; fail "^C did not end it"; }
status=0; wait $child || status=$?
kill $feeder 2>/dev/null || true
[ "$status" = 1 ] || fail "interrupted: expected exit 1, got $status"
grep -qF '[INTERRUPTED]' stderr || fail "expected INTERRUPTED"
expect_no_file out

if mkdir full && mount -t tmpfs -o size=1m tmpfs full 2>/dev/null; then
    run backup open --identity key.txt sealed.age --output full/out
    left=$(ls -A full)
    umount full
    [ "$status" = 1 ] || fail "a full disk: expected exit 1, got $status"
    [ -z "$left" ] || fail "a full disk: left behind: $left"
fi
expect_refusal 1 - backup open --identity key.txt sealed.age --output missing/out
