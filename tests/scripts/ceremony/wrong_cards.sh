# Each kind of wrong card is refused by its own rule, and nothing is confirmed by it.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
. "$SOURCE_DIR/tests/scripts/people.bash"

init_escrow team-of-five escrow
export BREAKGLASS_ESCROW=$HERE/escrow
expect_ok ceremony run "${allow[@]}" --output-dir old --read-back
expect_ok ceremony start "${allow[@]}" --output-dir new
old=old/custodians-1-finance new=new/custodians-1-finance

expect_refusal 4 CARD-FOREIGN-SET ceremony confirm --words $old.txt
expect_refusal 4 CARD-FOREIGN-SET ceremony confirm --qr $old.png
expect_refusal 4 CARD-DUPLICATE ceremony confirm --words $new.txt $new.txt
expect_refusal 4 CARD-HOLDER ceremony confirm --words new/custodians-2-director.txt --holder legal
sed 's/^  holder      finance/  holder      legal/' $new.txt >relabelled.txt
expect_refusal 4 CARD-HOLDER ceremony confirm --words relabelled.txt

# one mistyped word; three illegible ones
words=$(grep -E '^([a-z]+ ){32}[a-z]+$' $new.txt)
case ${words##* } in academic) other=acid ;; *) other=academic ;; esac
printf '%s\n' "${words% *} $other" >mistyped.txt
expect_refusal 4 SHARE-CHECKSUM ceremony confirm --words mistyped.txt
printf '%s\n' "${words% *} ?" >illegible.txt
expect_refusal 4 SHARE-WORD-ILLEGIBLE ceremony confirm --words illegible.txt
printf '%s\n' "${words% *}" >short.txt
expect_refusal 4 SHARE-LENGTH ceremony confirm --words short.txt
printf '%s\n' "$words" | tr a-z A-Z >upper.txt
expect_ok ceremony confirm --words upper.txt
printf '%s\n' "$words" | sed -E 's/\b([a-z]{4})[a-z]*/\1/g' >four-letters.txt
expect_ok ceremony confirm --words four-letters.txt

# files that are no cards
: >empty
expect_refusal 4 CARD-NO-WORDS ceremony confirm --words empty
expect_refusal 4 CARD-LINE ceremony confirm --words "$BREAKGLASS_ESCROW/escrow.toml"
expect_refusal 1 FILE-TOO-LARGE ceremony confirm --words "$BREAKGLASS"
expect_refusal 1 FILE-IS-DIRECTORY ceremony confirm --words new
expect_refusal 1 FILE-MISSING ceremony confirm --words absent.txt
expect_refusal 4 QR-PICTURE ceremony confirm --qr empty
expect_refusal 4 QR-PICTURE ceremony confirm --qr $new.txt
head -c 2000 $new.png >cut.png
expect_refusal 4 QR-PICTURE ceremony confirm --qr cut.png
expect_refusal 2 - ceremony confirm

expect_ok ceremony status
[ "$(grep -c 'not read back yet' stdout)" = 4 ] || fail "only the finance card was read back"
expect_refusal 3 CEREMONY-NOT-CONFIRMED ceremony activate
expect_stderr "not read back yet: custodians 2 (director), custodians 3"

# a second start has to wait; giving the set up frees the way
expect_refusal 3 CEREMONY-PENDING ceremony start "${allow[@]}" --output-dir more
expect_no_file more
set_id=$(sed -n 's/^  set         //p' $new.txt)
expect_ok ceremony abandon "$set_id"
expect_refusal 1 CEREMONY-NOT-PENDING ceremony abandon "$set_id"
expect_refusal 2 CEREMONY-SET-UNKNOWN ceremony abandon 00000000
expect_refusal 2 CEREMONY-OUTPUT-NOT-EMPTY ceremony start "${allow[@]}" --output-dir new
expect_ok ceremony start "${allow[@]}" --output-dir more
