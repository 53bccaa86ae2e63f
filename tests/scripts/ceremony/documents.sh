# Plan and record as PDF: pages with numbers, all texts there, both languages; the same bytes twice.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
. "$SOURCE_DIR/tests/scripts/people.bash"
needs pdftotext pdfinfo

init_escrow team-of-five escrow
export BREAKGLASS_ESCROW=$HERE/escrow
expect_refusal 2 DOCUMENT-OUTPUT ceremony plan --format pdf
expect_refusal 2 - ceremony plan --format svg
expect_ok ceremony run "${allow[@]}" --output-dir cards --read-back
pages_of() { pdfinfo "$1" | sed -n 's/^Pages: *//p'; }

for language in en id; do
    expect_ok ceremony plan --language $language --format pdf --output plan-$language.pdf
    pdftotext -layout plan-$language.pdf text
    grep -qE "1 ?/ ?$(pages_of plan-$language.pdf)" text || fail "no page numbers"
    expect_ok ceremony plan --language $language
    steps=$(grep -cE '^ +[0-9]+\. ' stdout)
    [ "$(grep -cE '^ *(time|jam) ' text)" = "$steps" ] || fail "$language: not $steps boxes for the time"
    [ "$(grep -cE '^ *(If it fails|Jika gagal):' text)" = "$steps" ] || fail "$language: not $steps fallbacks"
    expect_ok ceremony record --language $language --format pdf --output record-$language.pdf
    expect_ok ceremony record --language $language --format pdf --output again.pdf
    expect_same record-$language.pdf again.pdf && rm again.pdf
    expect_ok ceremony record --language $language
    pdftotext -layout record-$language.pdf text
    sed -nE 's/^  [0-9]+ ([a-z]+)$/\1/p' stdout >words
    [ "$(wc -l <words)" = 26 ] || fail "26 words"
    while read -r word; do grep -qw "$word" text || fail "the word $word is not on paper"; done <words
done
expect_ok ceremony plan --format pdf --paper letter --output letter.pdf
pdfinfo letter.pdf | grep -q '(letter)' || fail "not Letter"
expect_refusal 1 FILE-EXISTS ceremony plan --format pdf --output letter.pdf
expect_ok ceremony plan --output plan.txt
expect_file plan.txt
