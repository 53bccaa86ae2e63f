# The texts of QR codes and a printed card's page stand where words do.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"

expect_ok share split --threshold 2 --shares 3 --output-dir a
recipient=$(cat stdout)
set_id=$(printf %s "$recipient" | sha256sum | cut -c1-8)
words() { grep -v '^#' "a/share-1-$1.txt"; }
qr() { printf 'BREAKGLASS 1 %s %s %s\n' "${3:-$set_id}" "${2:-$recipient}" "$(words "$1")" | tr a-z A-Z; }

qr 1 >one.txt
{ printf 'BREAKGLASS RECOVERY CARD: keep it secret\n\n  holder   finance\n\n   1 acid   2 zero\n\n'; words 2; printf '\nFound it? Please call.\n'; } >page.txt
expect_ok share combine --identity --output key.txt one.txt page.txt
grep -qx "# public key: $recipient" key.txt || fail "another recipient"

# a card of another recipient, and a set id that is not the recipient's
expect_ok share split --threshold 2 --shares 3 --output-dir b
other=$(cat stdout)
other_id=$(printf %s "$other" | sha256sum | cut -c1-8)
qr 2 "$other" "$other_id" >other.txt
expect_refusal 4 SHARE-MIXED-SETS share combine --output out one.txt other.txt
qr 2 "$other" "$other_id" >lie1.txt
qr 3 "$other" "$other_id" >lie2.txt
expect_refusal 4 SHARE-RECIPIENT share combine --output out lie1.txt lie2.txt
qr 2 "$recipient" "$other_id" >wrong_id.txt
expect_refusal 4 CARD-SET-ID share combine --output out one.txt wrong_id.txt
expect_stderr '"wrong_id.txt": line 1: '
last=q
[ "${recipient: -1}" != q ] || last=p
qr 2 "${recipient%?}$last" >damaged.txt
expect_refusal 4 CARD-RECIPIENT share combine --output out one.txt damaged.txt
sed 's/BREAKGLASS 1/BREAKGLASS 2/' one.txt >next.txt
expect_refusal 4 CARD-QR share combine --output out next.txt
expect_no_file out
