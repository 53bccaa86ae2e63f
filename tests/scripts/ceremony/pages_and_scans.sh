# Reading back from scanned pages and a hand scanner's lines, and every way such a page can be wrong.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
. "$SOURCE_DIR/tests/scripts/people.bash"
needs pdftoppm zbarimg
pages() { python3 "$SOURCE_DIR/tests/scripts/pages.py" "$@"; }

init_escrow team-of-five escrow
export BREAKGLASS_ESCROW=$HERE/escrow
expect_ok ceremony run "${allow[@]}" --output-dir old --read-back
expect_ok ceremony start "${allow[@]}" --output-dir cards
card() { echo "cards/custodians-$1"; }
one=$(card 1-finance).png two=$(card 2-director).png three=$(card 3-legal).png

# a document: instructions, one card upside down, one upright
pages scan.pdf blank "$one@180" blank "$two"
expect_ok ceremony confirm --pdf scan.pdf
expect_stdout "custodians 1 (finance)"
expect_stdout "custodians 2 (director)"
# the page as it is printed
expect_ok ceremony confirm --pdf "$(card 1-finance).pdf"
expect_stdout "matches the manifest, as before"
# the same card twice on a page is one card
pages twice.png "$three+$three"
expect_ok ceremony confirm --qr twice.png
expect_stdout "not read back yet: custodians 4 (platform-lead), custodians 5 (security-lead)"
# a card beside somebody else's code
if command -v qrencode >/dev/null; then
    qrencode -o parcel.png -s 8 "PARCEL 4711"
    pages beside.png "$three+parcel.png"
    expect_ok ceremony confirm --qr beside.png
    expect_refusal 4 CARD-NO-CODE ceremony confirm --qr parcel.png
    expect_stderr "a QR code, but no card's"
fi

pages both.png "$one+$two"
expect_refusal 4 CARD-SEVERAL-CODES ceremony confirm --qr both.png
pages both.pdf "$one+$two"
expect_refusal 4 CARD-SEVERAL-CODES ceremony confirm --pdf both.pdf
pages blank.png blank
expect_refusal 4 CARD-NO-CODE ceremony confirm --qr blank.png
pages blank.pdf blank blank
expect_refusal 4 CARD-NO-CODE ceremony confirm --pdf blank.pdf
expect_stderr "none of the 2 pages"
pages old.pdf old/custodians-1-finance.png
expect_refusal 4 CARD-FOREIGN-SET ceremony confirm --pdf old.pdf
pages many.pdf $(printf 'blank %.0s' $(seq 51))
expect_refusal 4 CARD-PDF-PAGES ceremony confirm --pdf many.pdf
expect_stderr "has 51 pages, at most 50 are read"
head -c 400 scan.pdf >cut.pdf
expect_refusal 4 CARD-PDF ceremony confirm --pdf cut.pdf
expect_refusal 4 CARD-PDF ceremony confirm --pdf "$one"
expect_refusal 4 CARD-PDF ceremony confirm --pdf -
cp scan.pdf -- "-o.pdf"
expect_ok ceremony confirm --pdf=-o.pdf
status=0
PATH=$HERE/nothing "$BREAKGLASS" ceremony confirm --pdf scan.pdf >stdout 2>stderr || status=$?
[ "$status" = 1 ] && grep -qF '[CARD-PDF-TOOL]' stderr || fail "pdftoppm is missing: exit $status"

# where a picture lies
if [ "$(stat -f -c %T .)" != tmpfs ]; then
    expect_ok ceremony confirm --qr "$one"
    expect_stderr "[CARD-ON-DISK]"
    expect_stderr "custodians-1-finance.png"
fi
memory=$(mktemp -d /dev/shm/breakglass-case.XXXXXX)
trap 'rm -rf "$HERE" "$memory"' EXIT
cp "$one" "$memory/one.png"
expect_ok ceremony confirm --qr "$memory/one.png"
! grep -qF CARD-ON-DISK stderr || fail "what lies in memory needs no removal"

# a hand scanner types the code's text: capital letters, or not, with or without an end
zbarimg -q --raw "$(card 4-platform-lead).png" >scan.txt 2>/dev/null
printf '%s' "$(tr A-Z a-z <scan.txt)" >scan-lower.txt
expect_ok ceremony confirm --scan scan-lower.txt
expect_stdout "custodians 4 (platform-lead)"
sed 's/$/\r/' scan.txt >scan-cr.txt
cat scan-cr.txt scan.txt >scan-again.txt
expect_refusal 4 CARD-DUPLICATE ceremony confirm --scan scan-again.txt
printf 'breakglass! 1\n' >layout.txt
expect_refusal 4 CARD-NOT-SCANNED ceremony confirm --scan layout.txt
expect_refusal 4 CARD-NOT-SCANNED ceremony confirm --scan /dev/null
cut -c 1-200 scan.txt >cut.txt
expect_refusal 4 - ceremony confirm --scan cut.txt
zbarimg -q --raw "$(card 5-security-lead).png" >last.txt 2>/dev/null
run_with last.txt ceremony confirm --scan -
[ "$status" = 0 ] || fail "a scanner on standard input"
expect_stdout "all 5 cards were read back"
