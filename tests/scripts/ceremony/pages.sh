# The printed cards: every format, paper, layout and language; the words stand in the PDF as text,
# and both its code and the picture's are read by zbar and by ceremony confirm.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
. "$SOURCE_DIR/tests/scripts/people.bash"
needs zbarimg pdftoppm pdftotext pdfinfo

sed -e '0,/^# phone = .*/s//phone = "+62 21 5550 0199"/' \
    "$SOURCE_DIR/examples/policies/team-of-five.toml" >policy.toml
init_escrow policy.toml escrow
export BREAKGLASS_ESCROW=$HERE/escrow

words_of() { grep -E '^([a-z]+ ){32}[a-z]+$' "$1"; }
code_of() { zbarimg -q --raw "$1" 2>/dev/null; }
give_up() {
    expect_ok --json ceremony status
    expect_ok ceremony abandon "$(sed -n 's/.*"pending":{"id":"\([0-9a-f]*\)".*/\1/p' stdout)"
}

# the default: a PDF on A4 beside text and QR picture
expect_ok ceremony start "${allow[@]}" --output-dir plain
[ "$(ls plain | wc -l)" = 15 ] || fail "five cards are fifteen files: $(ls plain)"
expect_stdout "plain/custodians-2-director.pdf"
for pdf in plain/*.pdf; do
    pdfinfo "$pdf" >info
    grep -q '^Pages: *1$' info || fail "$pdf is not one page"
    grep -q '^Page size: *595.2.* x 841.* pts (A4)' info || fail "$pdf: $(grep 'Page size' info)"
    words=$(words_of "${pdf%.pdf}.txt")
    pdftotext -raw "$pdf" text
    [ "$(grep -E '^([0-9]+ [a-z]+ ){2}[0-9]+ [a-z]+$' text | grep -oE '[a-z]+' | xargs)" = "$words" ] ||
        fail "$pdf: the words are not there as text, in their order: $(cat text)"
    pdftoppm -r 150 -png -singlefile "$pdf" scan
    [ "$(code_of scan.png)" = "$(code_of "${pdf%.pdf}.png")" ] || fail "$pdf: another code, or none"
done
pdftotext -layout plain/custodians-2-director.pdf text
for said in "Recovery card" director backups "number 2 of 5, group custodians" \
    "any 3 of the 5 cards of group custodians" "platform-lead" "+62 21 5550 0199" " entries, root "; do
    grep -qF -- "$said" text || fail "the card does not say: $said"
done
# the head on the paper is that of the ledger which names the set
expect_ok --json ledger show
size=$(grep -oE '[0-9]+ entries, root' text | cut -d' ' -f1)
grep -c '"ceremony.start"' escrow/ledger/entries.jsonl | grep -qx 1 || fail "one start is in the ledger"
[ "$size" = "$(wc -l <escrow/ledger/entries.jsonl)" ] || fail "the card names a ledger of $size entries"

# our own reading: a scan of the page, not the picture of the code
n=0
for pdf in plain/*.pdf; do
    pdftoppm -r 150 -png -singlefile "$pdf" "scan-$((n += 1))"
    expect_ok ceremony confirm --qr "scan-$n.png"
done
expect_stdout "all 5 cards were read back"
give_up

# all formats, folded, Letter, Indonesian: now the .png is the page
expect_ok ceremony start "${allow[@]}" --output-dir folded --format pdf,svg --format png --layout folded \
    --paper letter --language id
[ "$(ls folded | wc -l)" = 20 ] || fail "five cards are twenty files: $(ls folded)"
card=folded/custodians-3-legal
pdfinfo $card.pdf | grep -q '^Page size: *612 x 792 pts (letter)' || fail "not Letter"
pdftotext -layout $card.pdf text
grep -qF "Kartu pemulihan" text && grep -qF "nomor 3 dari 5, kelompok custodians" text || fail "not Indonesian"
python3 - $card.svg <<'PY'
import sys, xml.dom.minidom
xml.dom.minidom.parse(sys.argv[1])
PY
# a word or two are SVG's own: "image", "space"
[ "$(words_of $card.txt | tr ' ' '\n' | sort -u | while read -r word; do grep -cF -- "$word" $card.svg || true; done | grep -vcx 0)" -lt 4 ] || fail "words stand in the SVG as text"
expect_ok ceremony confirm --cards folded
expect_stdout "all 5 cards were read back"
give_up

# nothing else is taken
for wrong in "--format gif" "--paper a3" "--layout round" "--language fr" "--format 0"; do
    expect_refusal 2 - ceremony start "${allow[@]}" --output-dir never $wrong
done
expect_no_file never
