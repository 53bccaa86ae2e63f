# ^C midway leaves nothing: no backup, no receipt, no restored file.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
. "$SOURCE_DIR/tests/scripts/with_escrow.sh"

# interrupt SIGNAL ARGS...: sends the signal after a second of work
interrupt() {
    local signal=$1; shift
    "$BREAKGLASS" "$@" >stdout 2>stderr </dev/null &
    local child=$!
    sleep 1
    kill -"$signal" "$child"
    status=0; wait "$child" || status=$?
    [ "$status" = 1 ] || fail "expected exit 1 after $signal, got $status"
}
for signal in INT TERM; do
    interrupt $signal backup seal --label x --output-dir store -- sh -c 'cat policy.toml; sleep 20'
    [ ! -s stdout ] || fail "no receipt may be printed"
    [ -z "$(ls -A store)" ] || fail "something was left in the store: $(ls -A store)"
done
expect_ok backup seal policy.toml --label x --output store/x.age
interrupt INT backup restore --label x "${unlock[@]}" -- sleep 20
mkfifo slow
exec 3<>slow
interrupt TERM backup seal slow --label x --output y.age
expect_no_file y.age
