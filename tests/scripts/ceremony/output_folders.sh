# Where cards may not go, and what a full disk leaves behind.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
. "$SOURCE_DIR/tests/scripts/people.bash"

init_escrow team-of-five escrow
export BREAKGLASS_ESCROW=$HERE/escrow
expect_refusal 2 - ceremony start "${allow[@]}"
expect_refusal 1 FILE-MISSING ceremony start "${allow[@]}" --output-dir no/such/parent
mkdir full empty
echo x >full/note
echo x >file
expect_refusal 2 CEREMONY-OUTPUT-NOT-EMPTY ceremony start "${allow[@]}" --output-dir full
expect_refusal 2 CEREMONY-OUTPUT-NOT-EMPTY ceremony start "${allow[@]}" --output-dir file
expect_refusal 2 CEREMONY-OUTPUT-NOT-EMPTY ceremony start "${allow[@]}" --output-dir escrow
[ "$(ls -A full)" = note ] || fail "something was written beside other files"

if mkdir small && mount -t tmpfs -o size=16k tmpfs small 2>/dev/null; then
    trap 'umount "$HERE/small" 2>/dev/null; rm -rf "$HERE"' EXIT
    expect_refusal 1 DISK-FULL ceremony start "${allow[@]}" --output-dir small
    [ -z "$(ls -A small)" ] || fail "cards of no set were left: $(ls -A small)"
    expect_ok ceremony status
    expect_stdout "active set:  none"
else
    echo "not root: a full disk was not tried"
fi
expect_ok ceremony start "${allow[@]}" --output-dir empty
