# A holder checks a card with nothing but the manifest, signs, and the escrow takes the statement in.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
. "$SOURCE_DIR/tests/scripts/people.bash"
needs ssh-keygen

init_escrow team-of-five escrow
expect_ok --escrow escrow ceremony run "${allow[@]}" --output-dir cards --read-back
set_id=$(sed -n 's/^  set         //p' cards/custodians-1-finance.txt)
cp "escrow/manifests/$set_id.manifest" public.manifest
home() { export XDG_STATE_HOME=$HERE/home-$1; mkdir -p "$XDG_STATE_HOME"; }
unset BREAKGLASS_KEY

# the verdict alone needs no key and no escrow
home finance
expect_ok custodian check --words cards/custodians-1-finance.txt --manifest public.manifest
expect_stderr "this is the right card: custodians 1 of set $set_id, held by finance"
[ ! -s stdout ] || fail "nothing was signed, so nothing is to be said"
# and says nothing of the card
grep -oE '^([a-z]+ ){32}[a-z]+$' cards/custodians-1-finance.txt | tr ' ' '\n' | awk 'length > 5' | head -n 5 >telling
! grep -qwFf telling stderr || fail "a word of the card was shown"
[ "$(cat "$XDG_STATE_HOME/breakglass/checked-cards")" = "$set_id 0 0" ] || fail "the card is noted"
[ "$(stat -c %a "$XDG_STATE_HOME/breakglass/checked-cards")" = 600 ] || fail "the note is private"

# again, from the picture, signed
expect_ok custodian check --qr cards/custodians-1-finance.png --manifest public.manifest --key people/finance
cp stdout finance.check
expect_ok --json custodian check --words cards/custodians-1-finance.txt --manifest public.manifest
expect_stdout '"right":true'
# a second card on this machine would be k-1 of them
expect_refusal 4 CHECK-TOO-MANY custodian check --words cards/custodians-2-director.txt --manifest public.manifest
[ ! -s stdout ] || fail "a refused card gets no statement"
expect_stderr "check this card on its holder's own machine"
home director
expect_ok custodian check --words cards/custodians-2-director.txt --manifest public.manifest --key people/director
cp stdout director.check

# signed elsewhere, by hand
home legal
expect_ok custodian check --words cards/custodians-3-legal.txt --manifest public.manifest --text-only
cp stdout text
ssh-keygen -q -Y sign -f people/legal -n breakglass.card-check text 2>/dev/null
cat text text.sig >legal.check

# the escrow's list, before and after
export BREAKGLASS_ESCROW=$HERE/escrow
expect_ok custodian list
[ "$(grep -c 'not checked since' stdout)" = 5 ] || fail "nobody has checked a card yet"
cat finance.check director.check legal.check >three.check
expect_ok custodian record three.check
expect_stdout "set $set_id custodians 1 (finance), checked"
expect_ok custodian list
[ "$(grep -c 'not checked since' stdout)" = 2 ] || fail "three cards were checked"
expect_stdout "margin: any 2 more cards may be lost"
expect_ok ledger show
[ "$(grep -c custodian.check stdout)" = 3 ] || fail "three checks are in the ledger"
expect_ok custodian record finance.check
expect_stdout "recorded before"
expect_ok ledger show
[ "$(grep -c custodian.check stdout)" = 3 ] || fail "a statement counts once"

# a kit carries what is known
expect_ok escrow kit kit
unset BREAKGLASS_ESCROW
expect_ok escrow open kit elsewhere
expect_ok --escrow elsewhere --json custodian list
[ "$(grep -o '"checked_at":"' stdout | wc -l)" = 3 ] || fail "the kit knows of the checks"
