# A card of another escrow is refused; a card of a set that was rotated away is refused by name; a
# set that opens nothing any more is refused before anybody brings a card; so is a rehearsal's card.
. "$SOURCE_DIR/tests/scripts/incident/desk.bash"
make_escrow payroll
(
    mkdir elsewhere && cd elsewhere
    HERE=$PWD make_escrow
) || fail "a second escrow"
quorum

# The old set: rotated away through the KEK.
expect_ok ceremony run "${allow[@]}" --output-dir new-cards --read-back
expect_ok rotation run --identity keys/kek
make_kek fresh
ask 'label=*'
expect_refusal 3 INCIDENT-QUORUM "${begin[@]}" "${quorum[@]}" --words elsewhere/"${cards[1]}"
grep -q 'CARD-FOREIGN-SET' stderr || fail "a foreign card is refused by rule"
expect_stderr "is retiring: ask the holder for the card of set"
expect_refusal 3 INCIDENT-QUORUM "${begin[@]}" --words elsewhere/"${cards[1]}"
expect_stderr "has 0 of 2 cards"
# A card of a rehearsal, in every form, is refused by name.
run --non-interactive ceremony rehearse "${allow[@]}" --output-dir practice
[ "$status" = 3 ] || fail "a rehearsal"
practice=(practice/*.txt)
grep -E '^([a-z]+ ){32}[a-z]+$' "${practice[0]}" >practice-words
for form in "--words ${practice[0]}" "--qr ${practice[0]%.txt}.png" "--words practice-words"; do
    # shellcheck disable=SC2086
    expect_refusal 3 INCIDENT-QUORUM "${begin[@]}" $form
    grep -q 'CARD-PRACTICE' stderr || fail "a practice card is refused by rule: $form"
done
# A case that asks for the retired set itself.
first=("${begin[@]}")
active=$(field set)
ask 'label=*'
for manifest in escrow/manifests/*.manifest; do
    set_id=$(basename "$manifest" .manifest)
    [ "$set_id" = "$active" ] && continue
    expect_refusal 2 INCIDENT-SET-RETIRED "${begin[@]}" --set "$set_id" "${quorum[@]}"
    retired=yes
done
[ "${retired:-}" = yes ] || fail "no retired set was tried"
new_cards=(new-cards/*.txt)
expect_ok "${first[@]}" --words "${new_cards[0]}" --words "${new_cards[1]}"
expect_restored payroll
