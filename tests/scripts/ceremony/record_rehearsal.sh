# A rehearsal has a record too, signed and verified like a real one, and it says what it is.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
. "$SOURCE_DIR/tests/scripts/people.bash"
needs ssh-keygen pdftotext

init_escrow team-of-five escrow
export BREAKGLASS_ESCROW=$HERE/escrow
expect_ok ceremony rehearse "${allow[@]}" --output-dir practice --read-back
practice=$(sed -n 's/^  set         //p' practice/custodians-1-finance.txt)
expect_ok ceremony record --output record.txt
head -c 40 record.txt | grep -q '^breakglass ceremony record v1' || fail "no record"
grep -qF "Record of a REHEARSAL of the key ceremony" record.txt || fail "it does not say what it is"
grep -qxF "set: $practice" record.txt || fail "not of that set"
grep -qxF "  state: ended" record.txt || fail "it has ended"
! grep -qF "NOT read back" record.txt || fail "all were read back"
expect_ok --json ceremony record
expect_stdout '"practice":true'

# witnesses practise too, and sign the record of the rehearsal
expect_ok ceremony witness --key people/legal
expect_stdout "legal signed the record of set $practice"
expect_ok ledger show --act rehearsal.witness
expect_stdout "$practice"
expect_ok ceremony record --verify record.txt

# on paper, each page is marked, across it and at its foot
for language in en id; do
    mark=PRACTICE; [ $language = en ] || mark=LATIHAN
    expect_ok ceremony record --language $language --format pdf --output record-$language.pdf
    pages=$(pdfinfo record-$language.pdf | sed -n 's/^Pages: *//p')
    for page in $(seq "$pages"); do
        pdftotext -f "$page" -l "$page" record-$language.pdf text
        grep -q "^$mark, " text || fail "page $page of $language does not say $mark"
    done
done

# the real ceremony that follows is another one
expect_ok ceremony run "${allow[@]}" --output-dir cards --read-back
expect_ok ceremony record
! grep -qF "REHEARSAL" stdout || fail "the newest ceremony is a real one"
expect_ok ceremony record --set "$practice"
expect_stdout "REHEARSAL"
expect_refusal 2 CEREMONY-SET-UNKNOWN ceremony retire --set "$practice"
