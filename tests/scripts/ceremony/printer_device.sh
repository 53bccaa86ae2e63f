# Pages straight into a printer's device, which is a named pipe here: it gets the PDF, nothing else,
# and what came out is read back.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
. "$SOURCE_DIR/tests/scripts/people.bash"
needs pdftoppm mkfifo

# three cards are printed as five are, and sooner
sed '/person = "\(platform\|security\)-lead", delivery/d; s/^threshold = 3/threshold = 2/' "$SOURCE_DIR/examples/policies/team-of-five.toml" >small.toml
init_escrow small.toml escrow
export BREAKGLASS_ESCROW=$HERE/escrow
mkfifo printer
touch file
for wrong in file printer none; do # nobody reads the pipe yet
    run ceremony start "${allow[@]}" --output-dir never --printer-device $wrong
    [ "$status" != 0 ] || fail "$wrong is no printer"
done
expect_refusal 2 PRINT-DEVICE ceremony start "${allow[@]}" --output-dir never --printer-device file
expect_refusal 2 - ceremony start "${allow[@]}" --output-dir never --printer-device printer --printer office
expect_no_file never

cat printer >sent &
expect_ok ceremony start "${allow[@]}" --output-dir cards --printer-device printer
wait
[ "$(ls cards | grep -c '\.pdf$')" = 3 ] && [ "$(ls cards | wc -l)" = 3 ] || fail "three pages, nothing else: $(ls cards)"
cat cards/custodians-{1,2,3}-*.pdf >pages
expect_same sent pages
if [ "$(stat -f -c %T cards)" = tmpfs ]; then
    expect_stderr 'rm -r "cards"'
else
    expect_stderr "[CARD-ON-DISK]"
    expect_stderr 'shred -u "cards/custodians-1-finance.pdf"'
fi

cat printer >again &
expect_ok ceremony print "${allow[@]}" --output-dir cards --printer-device printer --holder legal
wait
expect_same again cards/custodians-3-legal.pdf
expect_ok ceremony record
[ "$(grep -c '^    page 1: sent .* to device printer by .*, out (entry' stdout)" = 3 ] || fail "the record knows three pages: $(cat stdout)"
grep -A 3 '^  custodians 3: legal' stdout | grep -q '^    page 2: ' || fail "whose page came twice: $(cat stdout)"
sed -n '/^What deviated/,/^Cards read/p' stdout | grep -q '^  again (entry [0-9]*): page 2 of custodians 3 (legal)$' || fail "a page twice deviates"
grep -q '"printer":"device printer"' escrow/ledger/entries.jsonl || fail "the ledger does not name the device"

pdftoppm -r 150 -png -singlefile again page
expect_ok ceremony confirm --qr page.png
expect_stdout "custodians 3 (legal): matches the manifest"
