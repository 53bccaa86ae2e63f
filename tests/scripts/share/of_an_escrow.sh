# SHARE-OF-ESCROW: where the escrow of these cards is at hand, its key is not rejoined by hand; who
# insists is asked back, recorded, and owes a rotation.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
. "$SOURCE_DIR/tests/scripts/people.bash"
needs script
init_escrow team-of-five escrow
export BREAKGLASS_ESCROW=$HERE/escrow
expect_ok ceremony run "${allow[@]}" --output-dir cards --read-back
three=(cards/custodians-1-*.txt cards/custodians-2-*.txt cards/custodians-3-*.txt)
combine=(share combine --identity --output key)
set_id=$(sed -n 's/^  set         //p' cards/custodians-1-*.txt)

expect_refusal 2 SHARE-OF-ESCROW "${combine[@]}" "${three[@]}"
expect_stderr "$set_id"
expect_refusal 2 TERMINAL-NONE --non-interactive "${combine[@]}" --outside-escrow "${three[@]}"
at_terminal() { script -qec "$BREAKGLASS ${combine[*]} --outside-escrow ${three[*]}" /dev/null; }
status=0
printf 'yes\n' | at_terminal >seen || status=$?
[ "$status" = 1 ] && grep -qF '[SHARE-NOT-CONFIRMED]' seen || fail "any word will do: exit $status $(cat seen)"
expect_no_file key
expect_ok escrow status

printf '%s\n' "$set_id" | at_terminal >seen || fail "the set's id: $(cat seen)"
grep -q AGE-SECRET-KEY key || fail "no identity was written"
run escrow status
[ "$status" = 6 ] || fail "a rotation is owed, found exit $status"
expect_stdout SPENT
expect_ok ledger show --act share.combine
expect_stdout "set=$set_id"

# Cards of no set of this escrow are anybody's.
expect_ok share split --threshold 2 --shares 2 --output-dir other
expect_ok share combine --identity --output other-key other/share-1-1.txt other/share-1-2.txt
