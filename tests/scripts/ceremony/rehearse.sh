# A rehearsal walks the same steps with a key that opens nothing: its cards, codes and records say
# so, nothing of it is in the catalog, and no real command takes a card of it.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
. "$SOURCE_DIR/tests/scripts/people.bash"

init_escrow team-of-five escrow
export BREAKGLASS_ESCROW=$HERE/escrow
expect_ok ceremony run "${allow[@]}" --output-dir real --read-back

# begun, interrupted, carried on card by card
expect_refusal 3 CEREMONY-NOT-CONFIRMED --non-interactive ceremony rehearse "${allow[@]}" --output-dir cards
practice=$(sed -n 's/^  set         //p' cards/custodians-1-finance.txt)
expect_file "escrow/rehearsals/$practice.manifest"
expect_no_file "escrow/manifests/$practice.manifest"
for card in cards/*.txt; do
    head -1 "$card" | grep -q '^BREAKGLASS PRACTICE CARD' || fail "$card does not say what it is"
done
if command -v zbarimg >/dev/null; then
    for card in cards/*.png; do
        zbarimg -q --raw "$card" 2>/dev/null | grep -q "^BREAKGLASS PRACTICE 1 ${practice^^} AGE1" || fail "$card: the code does not say PRACTICE"
    done
fi

# no real command takes one, in whatever form
words() { grep -E '^([a-z]+ ){32}[a-z]+$' "$1"; }
words cards/custodians-1-finance.txt >typed
expect_refusal 4 CARD-PRACTICE share combine --identity --output key cards/custodians-[123]-*.txt
expect_refusal 4 CARD-PRACTICE share inspect cards/custodians-1-finance.txt
expect_ok ceremony start "${allow[@]}" --output-dir next
for form in "--words cards/custodians-1-finance.txt" "--qr cards/custodians-1-finance.png" "--words typed"; do
    # shellcheck disable=SC2086
    expect_refusal 4 CARD-PRACTICE ceremony confirm $form
done
expect_refusal 2 CEREMONY-SET-UNKNOWN ceremony confirm --set "$practice" --words typed
expect_refusal 2 CEREMONY-SET-UNKNOWN ceremony activate --set "$practice"
expect_ok --json ceremony status
! grep -q "$practice" stdout || fail "the rehearsal shows among the real sets"
expect_no_file key

# and a rehearsal takes no real card
expect_refusal 4 CARD-REAL --non-interactive ceremony rehearse "${allow[@]}" --words real/custodians-1-finance.txt
expect_refusal 4 CARD-REAL --non-interactive ceremony rehearse "${allow[@]}" --qr real/custodians-1-finance.png

expect_refusal 3 CEREMONY-NOT-CONFIRMED --non-interactive ceremony rehearse "${allow[@]}" --words typed --qr cards/custodians-2-director.png
expect_stderr "custodians 3 (legal)"
grep -q "custodians 1 (finance), " stderr && fail "a card that was read back is asked for again"
expect_ok ceremony rehearse "${allow[@]}" --output-dir cards --read-back
expect_stdout "rehearsal $practice is over: all 5 practice cards were read back"

# the real ceremony stands where it stood
expect_ok ceremony confirm --cards next
expect_ok ceremony activate
expect_ok --json ledger show --last 40
for act in rehearsal.start rehearsal.confirm rehearsal.continue rehearsal.end; do
    grep -q "\"$act\"" stdout || fail "$act is not in the ledger"
done

# the next one begins by itself; one that is given up does not stop another
expect_refusal 3 CEREMONY-NOT-CONFIRMED --non-interactive ceremony rehearse "${allow[@]}" --output-dir second
second=$(sed -n 's/^  set         //p' second/custodians-1-finance.txt)
[ "$second" != "$practice" ] || fail "the same practice key twice"
expect_ok ceremony abandon "$second"
expect_ok --json ceremony rehearse "${allow[@]}" --output-dir third --read-back
expect_stdout '"practice":true'
# a rehearsal looks at the machine as the real one does
if [ "$(stat -f -c %T .)" != tmpfs ]; then
    expect_refusal 1 HOST-DISK ceremony rehearse --allow-network --allow-swap --output-dir fourth
    expect_no_file fourth
fi
