# A secret never reaches a terminal unasked, and a repair is confirmed there.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
needs script

expect_ok share split --threshold 2 --shares 2 --output-dir a
at_terminal() { script -qec "$*" /dev/null; }  # a terminal of its own; its answers from our input

status=0
at_terminal "$BREAKGLASS" share combine --output - a/share-1-1.txt a/share-1-2.txt </dev/null >seen || status=$?
[ "$status" = 2 ] && grep -qF '[SHARE-TO-TERMINAL]' seen || fail "the secret went to a terminal: exit $status"

grep -v '^#' a/share-1-1.txt >right.txt
awk '{ $9 = "?"; $20 = $20 == "acid" ? "zero" : "acid"; print }' right.txt >misread.txt
printf 'y\n' | at_terminal "$BREAKGLASS" share repair --output repaired.txt misread.txt >seen || fail "repair: $(cat seen)"
grep -q 'word 9 ' seen && grep -q 'word 20 ' seen || fail "the repair was not shown: $(cat seen)"
expect_same right.txt repaired.txt
status=0
printf 'n\n' | at_terminal "$BREAKGLASS" share repair --output refused.txt misread.txt >seen || status=$?
[ "$status" = 4 ] && grep -qF '[SHARE-REPAIR-REFUSED]' seen || fail "a refused repair: exit $status"
expect_no_file refused.txt

# too many words that are not in the list: each gets suggestions
awk '{ $1 = "acdemic"; $2 = "aicd"; $3 = "zreo"; $4 = "yleda"; print }' right.txt >hopeless.txt
status=0
at_terminal "$BREAKGLASS" share repair --output no.txt hopeless.txt </dev/null >seen || status=$?
[ "$status" = 4 ] || fail "four unknown words: exit $status"
grep -q 'word 2 is not in the word list; perhaps acid' seen || fail "no suggestion: $(cat seen)"
expect_no_file no.txt
