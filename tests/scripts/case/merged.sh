# Copies of a case that were signed apart, copies that contradict each other, and stale ones.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
. "$SOURCE_DIR/tests/scripts/case/people.bash"
ask exception
cp -r escrow city
approve finance
# Somebody in another city signs another copy of the escrow.
expect_ok --escrow city case approve "$case" --key keys/legal --yes
cp "$file" here.case
cp "city/cases/$case.case" there.case
expect_ok case merge there.case
expect_stdout "case $case: open"
expect_ok --escrow city case merge here.case
expect_same "$file" "city/cases/$case.case"
cp "$file" whole.case
for copy in here.case there.case whole.case; do expect_ok case merge "$copy"; done
expect_stderr "nothing new"
expect_same "$file" whole.case
cat whole.case here.case there.case >thrice.case
expect_ok case merge thrice.case
expect_same "$file" whole.case

# A third city never saw the case: the file alone brings it.
cp -r city third && rm "third/cases/$case.case"
expect_ok --escrow third case merge whole.case
expect_same "third/cases/$case.case" whole.case
expect_ok case show whole.case
expect_refusal 1 FILE-MISSING case show nothing.case

# One copy stopped, the other approved: the stop wins, whichever is merged into which.
ask exception
cp -r escrow other
approve finance; approve legal; state_is open
expect_ok --escrow other case stop "$case" --reason "no" --key keys/director
cp "$file" open.case; cp "other/cases/$case.case" stopped.case
expect_ok case merge stopped.case; expect_stdout "case $case: stopped"
expect_ok --escrow other case merge open.case; expect_stdout "case $case: stopped"
expect_same "$file" "other/cases/$case.case"

# The approvals of an earlier case lie around: ignored, named, and harmless.
ask exception
cp whole.case "escrow/cases/old.approval"
expect_ok case show
expect_stderr "[CASE-STRAY]"
csplit -sz whole.case '/^breakglass statement v1: approval/' '{*}'
for stale in xx01 xx02; do
    cat "$stale" >>"$file"
    expect_ok case merge "$stale"
done
expect_ok case show "$case"
expect_stdout "approvals  0 of 2"
[ "$(grep -c 'ignored .*approval by .*\[CASE-FOREIGN\]' stdout)" = 2 ] || fail "two stale approvals"
approve finance
approve legal
state_is open

# A file that was cut off in the mail costs nothing but itself.
size=$(stat -c %s open.case)
for bytes in 1 40 300 $((size / 2)) $((size - 40)) $((size - 1)); do
    head -c "$bytes" open.case >cut.case
    run case merge cut.case
    [ "$status" = 0 ] || [ "$status" = 4 ] || fail "exit $status at $bytes bytes"
done
expect_stderr "[STATEMENT-MALFORMED]"
