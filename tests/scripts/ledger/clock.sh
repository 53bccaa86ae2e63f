# A clock set back or forward by years.
source "$SOURCE_DIR/tests/scripts/expect.sh"
source "$SOURCE_DIR/tests/scripts/ledger/with_ledger.bash"
build_faults
five_years=157680000
shifted() { local by=$1; shift; LD_PRELOAD=$HERE/faults.so CLOCK_SHIFT=$by "$@"; }

shifted -200 new_kek slow || fail "200 seconds behind is no fault"
last=$(sed -n '$s/.*"time":"\([^"]*\)".*/\1/p' "$entries")
[ "$(grep -c "$last" "$entries")" -ge 2 ] || fail "the predecessor's time was expected"
cp "$entries" was
shifted -$five_years new_kek past && fail "five years behind"
expect_stderr "[LEDGER-CLOCK]"
expect_same was "$entries"
expect_no_file desk/past.age
shifted $five_years new_kek future || fail "a clock that runs ahead cannot be told"
cp "$entries" was
new_kek present && fail "the ledger is years ahead"
expect_stderr "[LEDGER-CLOCK]"
expect_same was "$entries"
expect_ok ledger verify
expect_ok ledger continue --last-head "$(head_of)" --reason "a clock ran ahead" --key owner --key legal
new_kek present || fail "the ledger goes on with the right clock"
expect_ok ledger verify
