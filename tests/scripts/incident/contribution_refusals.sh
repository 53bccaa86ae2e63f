# Contributions that do not fit: each is named with its rule and left out, and the good one stays.
. "$SOURCE_DIR/tests/scripts/incident/desk.bash"
. "$SOURCE_DIR/tests/scripts/incident/afar.bash"
needs age age-keygen
make_escrow payroll
rm -rf escrow keys/old.age
expect_ok escrow open kit escrow
make_kek fresh

# Before the approvals are there no share leaves, and neither after a stop.
expect_ok case request incident --reason r --scope 'label=*' --key people/owner --passphrase-output early
case=$(grep -m 1 -oE 'incident-[0-9]{8}-[0-9a-f]{8}' stdout)
give=(incident contribute "$case" --words "${cards[1]}" --output given --yes --key people/legal)
expect_refusal 3 CASE-APPROVALS "${give[@]}"
expect_ok case stop "$case" --reason "wrong number" --key people/finance
expect_refusal 3 CASE-STOPPED "${give[@]}"
expect_no_file given

# Two cases: what is given to one opens nothing in the other.
ask 'label=*'
contribute legal "${cards[1]}" other.share
ask 'label=*'
first=$recipient
contribute legal "${cards[1]}" good.share
give=(incident contribute "$case" --output given --yes)
expect_refusal 4 CONTRIBUTION-NOT-HOLDER "${give[@]}" --words "${cards[0]}" --key people/legal
expect_refusal 3 CONTRIBUTION-REQUESTER "${give[@]}" --words "${cards[2]}" --key people/owner
expect_refusal 2 TERMINAL-NONE --non-interactive incident contribute "$case" --output given \
    --words "${cards[1]}" --key people/legal
expect_no_file given
expect_refusal 1 FILE-EXISTS incident contribute "$case" --output good.share --yes \
    --words "${cards[1]}" --key people/legal

# parts: the statement's text, its signature, the age file
text() { sed '/^-----BEGIN SSH SIGNATURE-----$/,$d' "$1"; }
signature() { sed -n '/^-----BEGIN SSH SIGNATURE-----$/,/^-----END SSH SIGNATURE-----$/p' "$1"; }
armored() { sed '1,/^-----END SSH SIGNATURE-----$/d' "$1"; }
# sign TEXT PERSON AGE-FILE OUT: anybody's words, signed by anybody
sign() {
    rm -f "$1.sig"
    ssh-keygen -q -Y sign -f "people/$2" -n breakglass.contribution "$1" 2>/dev/null
    cat "$1" "$1.sig" "$3" >"$4"
}
# left_out FILE RULE
left_out() {
    expect_refusal 3 INCIDENT-QUORUM "${begin[@]}" --contribution "$1" --contribution good.share \
        --case-passphrase-file passphrase
    expect_stderr "$1"
    grep -q "\[$2\]" stderr || fail "$1: expected $2"
    expect_stderr "signed by legal"
}
left_out other.share CONTRIBUTION-OTHER-CASE
text good.share | sed 's/^escrow: case /escrow: payroll /' >t
sign t legal <(armored good.share) escrow.share
left_out escrow.share CONTRIBUTION-OTHER-CASE
{ text good.share | sed 's/^time: 2/time: 3/'; signature good.share; armored good.share; } >late.share
left_out late.share CONTRIBUTION-FORGED
# The signature of another contribution under these words.
{ text good.share; signature other.share; armored good.share; } >signature.share
left_out signature.share CONTRIBUTION-FORGED
{ text good.share; signature good.share; armored other.share; } >swapped.share
left_out swapped.share CONTRIBUTION-FORGED
text good.share | sed 's/legal/finance/g' >t
sign t legal <(armored good.share) name.share
left_out name.share CONTRIBUTION-FORGED
# Really signed, by somebody whose share it is not.
sign t finance <(armored good.share) holder.share
left_out holder.share CONTRIBUTION-NOT-HOLDER
text good.share | sed 's/custodians 2/custodians 1/; s/^number: 2/number: 1/' >t
sign t legal <(armored good.share) number.share
left_out number.share CONTRIBUTION-NOT-HOLDER
text good.share | sed 's/to no other/to any other/' >t
sign t legal <(armored good.share) words.share
left_out words.share CONTRIBUTION-MALFORMED
head -c 900 good.share >cut.share
armored good.share | head -n 4 >cut.age
left_out cut.share CONTRIBUTION-FORGED
left_out cut.age CONTRIBUTION-DAMAGED
text good.share >statement.only
left_out statement.only CONTRIBUTION-MALFORMED
head -c 70000 /dev/zero >large
left_out large CONTRIBUTION-TOO-LARGE
age-keygen -o stranger 2>/dev/null
age -a -r "$(age-keygen -y stranger)" "${cards[0]}" >stranger.age
left_out stranger.age CONTRIBUTION-OTHER-CASE

# The key of the case: not here, another case's, damaged.
run_desk=("${begin[@]}" --contribution good.share --case-passphrase-file passphrase)
key=escrow/cases/$case.key
mv "$key" kept
expect_refusal 3 CONTRIBUTION-NO-KEY "${run_desk[@]}"
head -c 60 kept >"$key"
expect_refusal 4 CONTRIBUTION-KEY "${run_desk[@]}"
mv kept "$key"
grep -q AGE-SECRET "$key" && fail "the case's key lies in the clear"
[ "$(stat -c %a "$key" passphrase | sort -u)" = 600 ] || fail "others may read the key"

# Nothing is made when the request is refused: legal may not ask.
ls escrow/cases >before
expect_refusal 3 CASE-REQUESTER case request incident --reason r --scope 'label=*' --key people/legal \
    --passphrase-output none
expect_refusal 1 FILE-EXISTS case request incident --reason r --scope 'label=*' --key people/owner \
    --passphrase-output passphrase
expect_refusal 2 CASE-REQUEST case request drill --reason r --key people/owner --passphrase-output none
ls escrow/cases >after
expect_same before after
expect_no_file none
