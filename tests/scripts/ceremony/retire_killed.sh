# "ceremony retire" is killed at each of its writes and syncs in turn: the same command finishes, and
# the ledger says once what happened.
[ ! -d /dev/shm ] || export TMPDIR=/dev/shm
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
. "$SOURCE_DIR/tests/scripts/people.bash"
needs strace
strace -e inject=fsync:signal=KILL:when=1 true 2>/dev/null || skip "strace may not trace here"

init_escrow team-of-five escrow
export BREAKGLASS_ESCROW=$HERE/escrow
expect_ok ceremony run "${allow[@]}" --output-dir first --read-back
old=$(sed -n 's/^set \([0-9a-f]*\) is active.*/\1/p' stdout)
expect_ok ceremony run "${allow[@]}" --output-dir second --read-back
mv escrow before
begin_again() { rm -rf escrow && cp -r before escrow; }
announced() { grep -c '"act":"ceremony.retire"' escrow/ledger/entries.jsonl || true; }

begin_again
calls=write,pwrite64,fsync,fdatasync,ftruncate,unlink
strace -f -qq -o trace -e trace=$calls "$BREAKGLASS" ceremony retire >stdout 2>stderr </dev/null || fail "the traced run"
kills=0 between=0
for call in ${calls//,/ }; do
    for number in $(seq "$(grep -c " $call(" trace || true)"); do
        begin_again
        status=0
        { strace -f -qq -o /dev/null -e trace="$call" -e inject="$call:signal=KILL:when=$number" \
            "$BREAKGLASS" ceremony retire >stdout 2>stderr </dev/null || status=$?; } 2>/dev/null
        [ "$status" -ge 128 ] || continue
        kills=$((kills + 1))
        said=$(announced)
        expect_ok --json ceremony retire --set "$old"
        if [ "$said" = 1 ] && grep -qF '"already":false' stdout; then between=$((between + 1)); fi
        [ "$(announced)" = 1 ] || fail "$call number $number: announced $(announced) times"
        expect_ok ceremony retire --set "$old"
        expect_stdout "as before"
        expect_ok ledger verify
    done
done
printf 'killed at %d calls, %d of them between the ledger and the catalog\n' "$kills" "$between"
[ "$between" -ge 1 ] || fail "never killed between the ledger and the catalog"
