# An approver sees what was asked, and is asked back; who says no has signed nothing.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
. "$SOURCE_DIR/tests/scripts/case/people.bash"
needs script
at_terminal() { script -qec "$*" /dev/null; }  # a terminal of its own; its answers from our input
ask exception --reference T-4711
cp "$file" before.case
for answer in n '' no; do
    status=0
    printf '%s\n' "$answer" | at_terminal "$BREAKGLASS" case approve "$case" --key keys/finance >seen || status=$?
    [ "$status" = 1 ] && grep -qF '[CASE-NOT-APPROVED]' seen || fail "exit $status after \"$answer\""
    expect_same "$file" before.case
done
for words in "platform-lead" "the key service is gone" "T-4711" "0 of 2 needed" "Approve this?"; do
    grep -qF "$words" seen || fail "not shown: $words"
done
printf 'yes\n' | at_terminal "$BREAKGLASS" case approve "$case" --key keys/finance >seen || fail "yes: $(cat seen)"
expect_ok case show "$case"
expect_stdout "1 of 2 needed"
# Nobody is asked what would not count anyway.
status=0
at_terminal "$BREAKGLASS" case approve "$case" --key keys/clerk </dev/null >seen || status=$?
[ "$status" = 3 ] && ! grep -q "Approve this" seen || fail "a clerk was asked: exit $status"
