# Cards through a real CUPS that keeps nothing: what comes out is the page, byte for byte, nothing is
# left, and one card again is page 2.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
. "$SOURCE_DIR/tests/scripts/people.bash"
needs zbarimg pdftoppm
. "$SOURCE_DIR/tests/scripts/cupsd.bash"

# three cards are printed as five are, and sooner
sed '/person = "\(platform\|security\)-lead", delivery/d; s/^threshold = 3/threshold = 2/' "$SOURCE_DIR/examples/policies/team-of-five.toml" >small.toml
init_escrow small.toml escrow
export BREAKGLASS_ESCROW=$HERE/escrow
allow+=(--allow-unlocked-memory)

# as it shall be
start_cupsd "$cups/spool" "preservejobfiles no # not a day" "PreserveJobHistory Off"
expect_ok ceremony start "${allow[@]}" --output-dir "$cups/cards" --printer-wait 60 --printer office
expect_stdout "custodians 3 (legal): printed"
[ "$(ls "$cups/cards")" = "$(ls "$cups/cards" | grep '\.pdf$')" ] || fail "cards beside the pages: $(ls "$cups/cards")"
[ "$(ls "$cups/printed" | wc -l)" = 3 ] || fail "not three pages: $(ls "$cups/printed")"
[ -z "$(ls "$cups/spool")" ] || fail "left in the spool: $(ls "$cups/spool")"
card=0
for page in $(ls "$cups/printed" | sort -n); do
    card=$((card + 1))
    file=$(ls "$cups"/cards/custodians-$card-*.pdf)
    expect_same "$file" "$cups/printed/$page"
done
! grep -rlqE 'BREAKGLASS 1|practice' "$cups/log" || fail "a card in CUPS's logs"
[ "$(grep -c '"ceremony.printed"' escrow/ledger/entries.jsonl)" = 3 ] || fail "three pages are three entries"

# the paper is read: what came out of the printer, not what lies in the folder
pdftoppm -r 150 -png -singlefile "$cups/printed/$page" "$cups/scan"
zbarimg -q --raw "$cups/scan.png" | grep -q '^BREAKGLASS 1 ' || fail "zbar reads no card"
expect_ok ceremony confirm --qr "$cups/scan.png"
expect_stdout "custodians 3 (legal): matches the manifest"

# again: nothing is missing; one card once more is page 2, and said to be
expect_ok ceremony print "${allow[@]}" --output-dir "$cups/cards" --printer-wait 60 --printer office
expect_stdout "every card on paper was printed before"
expect_ok --json ceremony print "${allow[@]}" --output-dir "$cups/cards" --printer-wait 60 --printer office --holder director
expect_stdout '"holder":"director","page":2'
expect_stderr "destroy every other that came out"
expect_refusal 2 CEREMONY-NO-SUCH-CARD ceremony print "${allow[@]}" --output-dir "$cups/cards" --printer-wait 60 --printer office --holder nobody
expect_refusal 2 PRINT-NO-PRINTER ceremony print "${allow[@]}" --output-dir "$cups/cards"
rm "$cups/cards/custodians-1-finance.pdf"
expect_refusal 1 CEREMONY-PAGE-GONE ceremony print "${allow[@]}" --output-dir "$cups/cards" --printer-wait 60 --printer office --holder finance

# the record counts the pages, and who printed one twice
expect_ok ceremony record
[ "$(grep -c "^    page 1: sent .* to printer office by .*, out (entry" stdout)" = 3 ] || fail "three cards were printed: $(cat stdout)"
grep -q '^  again (entry [0-9]*): page 2 of custodians 2 (director)$' stdout || fail "a page twice deviates: $(cat stdout)"
[ "$(grep -c '^    page 2: ' stdout)" = 1 ] || fail "one page came twice"
