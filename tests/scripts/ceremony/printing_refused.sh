# A CUPS that would keep the pages: refused before a key is made, and recorded where it is allowed.
# So is one whose configuration it may not have read, and a queue that leaves the machine or is stopped.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
. "$SOURCE_DIR/tests/scripts/people.bash"
. "$SOURCE_DIR/tests/scripts/cupsd.bash"

# three cards are printed as five are, and sooner
sed '/person = "\(platform\|security\)-lead", delivery/d; s/^threshold = 3/threshold = 2/' "$SOURCE_DIR/examples/policies/team-of-five.toml" >small.toml
init_escrow small.toml escrow
export BREAKGLASS_ESCROW=$HERE/escrow
allow+=(--allow-unlocked-memory)

# nobody answers; then a CUPS as it comes
expect_refusal 1 PRINT-SERVER ceremony start "${allow[@]}" --output-dir never --printer-wait 60 --printer office
start_cupsd "$cups/spool"
expect_refusal 2 PRINT-UNKNOWN ceremony start "${allow[@]}" --output-dir never --printer offise
expect_stderr "CUPS has office"
expect_refusal 2 PRINT-FORMAT ceremony start "${allow[@]}" --output-dir never --printer-wait 60 --printer office --format svg
expect_refusal 1 PRINT-JOB-FILES ceremony start "${allow[@]}" --output-dir never --printer-wait 60 --printer office
expect_stderr "PreserveJobFiles is not set, so CUPS keeps the page for a day [PRINT-JOB-FILES]"
expect_stderr "PreserveJobHistory is not set, so CUPS keeps the job for good [PRINT-JOB-HISTORY]"
expect_stderr "the line \"PreserveJobFiles No\" in $cups/cupsd.conf, then systemctl restart cups"
expect_no_file never
! grep -q ceremony.start escrow/ledger/entries.jsonl || fail "a refusal began a ceremony"

# allowed all the same: it stands in the ledger, and what stays is named
expect_refusal 3 CEREMONY-NOT-CONFIRMED --non-interactive ceremony rehearse "${allow[@]}" --allow-spool --output-dir practice --printer-wait 60 --printer office
grep '"rehearsal.start"' escrow/ledger/entries.jsonl | grep -q '"allowed":"network, .*job_files, job_history"' ||
    fail "the deviation is not in the ledger: $(grep rehearsal.start escrow/ledger/entries.jsonl)"
expect_stderr "[PRINT-LEFT-BEHIND]"
expect_stderr "cancel -a -x office"
expect_ok ceremony record
for said in job_files job_history; do
    sed -n '/^What deviated/,/^Cards read/p' stdout | grep -q "^  print_$said (entry\|^  $said (entry" || fail "$said does not deviate in the record"
done
grep -q '^  left (entry [0-9]*): .*PRINT-LEFT-BEHIND' stdout || fail "the record says nothing of what stayed"
stop_cupsd
rm -rf "$cups"/printed/* "$cups"/spool/*

# a spool on a disk
disk=$(mktemp -d /var/tmp/breakglass-spool.XXXXXX)
trap 'stop_cupsd; rm -rf "$cups" "$HERE" "$disk"' EXIT
if [ "$(stat -f -c %T "$disk")" != tmpfs ]; then
    start_cupsd "$disk" "PreserveJobFiles No" "PreserveJobHistory No"
    expect_refusal 1 PRINT-SPOOL ceremony start "${allow[@]}" --output-dir never --printer-wait 60 --printer office
    expect_stderr "RequestRoot \"$disk\" lies on a disk"
    expect_stderr "mount -t tmpfs"
    stop_cupsd
fi

# fit, until its configuration is newer than it is
start_cupsd "$cups/spool" "PreserveJobFiles No" "PreserveJobHistory No"
touch -d '+1 hour' "$cups/cupsd.conf"
expect_refusal 1 PRINT-CONFIG ceremony start "${allow[@]}" --output-dir never --printer-wait 60 --printer office
expect_stderr "was changed after cupsd was started"
touch -d '-1 hour' "$cups/cupsd.conf"

# a queue that leaves the machine
lpadmin -p far -E -v socket://192.0.2.7:9100 2>/dev/null
expect_refusal 1 PRINT-NETWORK ceremony start "${allow[@]}" --output-dir never --printer far
expect_stderr "--allow-print-network"
cupsdisable -r "out of toner" office
expect_refusal 1 PRINT-STOPPED ceremony start "${allow[@]}" --output-dir never --printer-wait 60 --printer office
expect_stderr "out of toner"
expect_no_file never
