# Cards that are not the right one, and statements that the escrow does not believe.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
. "$SOURCE_DIR/tests/scripts/people.bash"
needs ssh-keygen
export XDG_STATE_HOME=$HERE/state

init_escrow team-of-five escrow
export BREAKGLASS_ESCROW=$HERE/escrow
expect_refusal 2 CUSTODIAN-NO-SET custodian check --words /dev/null
expect_ok ceremony run "${allow[@]}" --output-dir old --read-back
expect_ok ceremony run "${allow[@]}" --output-dir cards --read-back
set_id=$(sed -n 's/^  set         //p' cards/custodians-1-finance.txt)
manifest=escrow/manifests/$set_id.manifest
card=cards/custodians-1-finance.txt

expect_refusal 2 - custodian check --manifest "$manifest"
expect_refusal 2 - custodian check --words $card --qr $card --manifest "$manifest"
expect_refusal 4 CARD-FOREIGN-SET custodian check --words old/custodians-1-finance.txt --manifest "$manifest"
expect_refusal 4 CARD-FOREIGN-SET custodian check --qr old/custodians-1-finance.png
expect_refusal 4 CARD-HOLDER custodian check --words $card --holder legal
expect_refusal 4 MANIFEST-MALFORMED custodian check --words $card --manifest $card
expect_refusal 4 CARD-NO-WORDS custodian check --words /dev/null
cat cards/custodians-1-finance.txt cards/custodians-2-director.txt >two.txt
expect_refusal 4 CHECK-SEVERAL-CARDS custodian check --words two.txt
words=$(grep -E '^([a-z]+ ){32}[a-z]+$' $card)
printf '%s\n' "${words% *} ?" >illegible.txt
expect_refusal 4 SHARE-WORD-ILLEGIBLE custodian check --words illegible.txt
printf 'nonsense\n' >state-line
mkdir -p state/breakglass && cp state-line state/breakglass/checked-cards
expect_refusal 4 CHECK-NOTE-MALFORMED custodian check --words $card
rm state/breakglass/checked-cards
if [ "$(id -u)" != 0 ]; then
    chmod 500 state/breakglass
    expect_refusal 1 CHECK-NOTE-WRITE custodian check --words $card
    chmod 700 state/breakglass
fi
: >blocked
XDG_STATE_HOME=$HERE/blocked expect_refusal 1 CHECK-NOTE-WRITE custodian check --words $card

# statements
expect_ok custodian check --words $card --key people/finance
cp stdout good.check
forge() { # forge KEY SED: a statement that KEY signed with something else in it
    sed -n '/^-----BEGIN/q;p' good.check | sed -e "$2" >text
    rm -f text.sig
    ssh-keygen -q -Y sign -f "people/$1" -n breakglass.card-check text 2>/dev/null
    cat text text.sig >forged.check
}
sed 's/^number: 1/number: 2/' good.check >touched.check
expect_refusal 4 - custodian record touched.check
forge finance 's/^number: 1/number: 2/'
expect_refusal 4 CARD-CHECK-CARD custodian record forged.check
forge finance 's/^number: 1/number: one/'
expect_refusal 4 CARD-CHECK-MALFORMED custodian record forged.check
forge finance "s/^set: .*/set: 00000000/"
expect_refusal 4 CARD-CHECK-SET custodian record forged.check
forge finance 's/^escrow: .*/escrow: another/'
expect_refusal 4 CARD-CHECK-SET custodian record forged.check
forge finance 's/^manifest: ../manifest: zz/'
expect_refusal 4 CARD-CHECK-MANIFEST custodian record forged.check
forge finance 's/^time: .*/time: 2019-01-01T00:00:00Z/'
expect_refusal 4 CARD-CHECK-TIME custodian record forged.check
forge finance 's/^time: .*/time: 2999-01-01T00:00:00Z/'
expect_refusal 4 CARD-CHECK-TIME custodian record forged.check
forge legal ''
expect_refusal 4 SIGNATURE-KEY custodian record forged.check
forge director 's/^signer: .*/signer: director/'
expect_refusal 4 CARD-CHECK-SIGNER custodian record forged.check
forge finance 's/^signer: .*/signer: nobody/'
expect_refusal 4 CARD-CHECK-SIGNER custodian record forged.check
forge finance 's/v1: card-check/v1: receipt/'
expect_refusal 4 CARD-CHECK-KIND custodian record forged.check
# one bad statement does not stop a good one
cat forged.check good.check >both.check
expect_refusal 4 CARD-CHECK-KIND custodian record both.check
expect_stdout "custodians 1 (finance), checked"
# a witness who was there signs for a holder without a key
expect_ok custodian check --words $card --key people/witness --as "$(basename "$(readlink people/witness)")"
cp stdout witnessed.check
expect_ok custodian record witnessed.check
