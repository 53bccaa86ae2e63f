# INCIDENT-QUORUM: with one card, a wrong card or none, the run ends with exit 3, says who answered
# and who did not, records no use of the set, and the same command with enough cards carries on.
. "$SOURCE_DIR/tests/scripts/incident/desk.bash"
make_escrow payroll
lose_everything
quorum

expect_refusal 3 INCIDENT-QUORUM "${begin[@]}"
expect_stderr "group custodians has 0 of 2 cards, not answered: finance, legal"
expect_refusal 3 INCIDENT-QUORUM "${begin[@]}" --words "${cards[0]}"
expect_stderr "has 1 of 2 cards"
expect_stderr "incident run $case"
# The same card twice counts once.
expect_refusal 3 INCIDENT-QUORUM "${begin[@]}" --words "${cards[0]}" --words "${cards[0]}"
expect_stderr "it counts once"
# A card with two words exchanged is left out, with the reason.
awk 'NF == 33 { t = $20; $20 = $21; $21 = t; print }' "${cards[1]}" >damaged.txt
[ "$(wc -w <damaged.txt)" = 33 ] || fail "the words of a card stand on one line"
expect_refusal 3 INCIDENT-QUORUM "${begin[@]}" --words "${cards[0]}" --words damaged.txt
expect_stderr "this card is left out"
expect_stderr "SHARE-CHECKSUM"
[ "$(field state)" = gathering ] || fail "state $(field state)"
expect_no_file out
run escrow status
! grep -q spent stdout || fail "no use may be recorded before a quorum"
# A file without a card, a picture without a code, a file that is not there.
head -c 5000 /dev/urandom >noise
expect_refusal 3 INCIDENT-QUORUM "${begin[@]}" --words "${cards[0]}" --words noise
run "${begin[@]}" --words "${cards[0]}" --words no-such-file
[ "$status" = 1 ] || fail "a missing file is exit 1, found $status"

expect_ok incident run "$case" --output-dir out "${quorum[@]}"
expect_restored payroll
