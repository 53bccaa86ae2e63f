# Shares from afar: one card at the desk, one signed contribution and one plain age file make the
# quorum; the desk's machine dies, and a new one carries on from a kit written since.
. "$SOURCE_DIR/tests/scripts/incident/desk.bash"
needs age
. "$SOURCE_DIR/tests/scripts/incident/afar.bash"
threshold=3
approval_also='incident = {approvals = 2, requester_share_counts = true}'
make_escrow payroll
lose_everything
expect_ok case show "$case"
expect_ok escrow kit kit-2

# The custodian's own machine has a kit and the case, nothing else.
contribute legal "${cards[1]}" legal.share
expect_stderr "the KEK is lost"
expect_stderr "finance"
expect_stderr "only to $recipient"
grep -q "$(head -1 "${cards[1]}" | cut -c1-20)" legal.share && fail "the file shows the words"
[ "$(stat -c %a legal.share)" = 600 ] || fail "the contribution may be read by others"

# Its statement is one that ssh-keygen verifies, and its age file one that age opens.
sed '/^-----BEGIN SSH SIGNATURE-----$/,$d' legal.share >text
sed -n '/^-----BEGIN SSH SIGNATURE-----$/,/^-----END SSH SIGNATURE-----$/p' legal.share >text.sig
echo "legal $(cat people/legal.pub)" >signers
ssh-keygen -Y verify -f signers -I legal -n breakglass.contribution -s text.sig <text >/dev/null ||
    fail "ssh-keygen does not verify the contribution"
ssh-keygen -Y verify -f signers -I legal -n breakglass.approval -s text.sig <text >/dev/null 2>&1 &&
    fail "the signature holds for an approval as well"
sed '1,/^-----END SSH SIGNATURE-----$/d' legal.share >armored
[ "$(sed -n 's/^file: //p' text)" = "$(sha256sum armored | cut -d' ' -f1)" ] || fail "another age file"

# Without breakglass: plain age, to the recipient that the request names.
age -a -r "$recipient" "${cards[2]}" >plain.age

# The desk's machine dies: a new one has the kit.
rm -rf escrow
expect_ok escrow open kit-2 escrow
from_afar=(--contribution legal.share --contribution plain.age --case-passphrase-file passphrase)
expect_refusal 3 INCIDENT-QUORUM "${begin[@]}" --contribution legal.share --contribution legal.share \
    --case-passphrase-file passphrase
expect_stderr "was taken before, it counts once"
expect_refusal 3 INCIDENT-QUORUM "${begin[@]}" --words "${cards[0]}"
echo wrong >wrong
expect_refusal 3 CONTRIBUTION-PASSPHRASE "${begin[@]}" --contribution legal.share --case-passphrase-file wrong
# Typed in other letters and without its dashes, the passphrase is the same.
tr -d - <passphrase | tr a-z A-Z >typed
expect_refusal 3 INCIDENT-QUORUM "${begin[@]}" --contribution legal.share --case-passphrase-file typed
expect_ok "${begin[@]}" --words "${cards[0]}" "${from_afar[@]}"
expect_stderr "signed by legal"
expect_stderr "nobody signed for it"
expect_restored payroll
expect_no_file "escrow/cases/$case.key"
expect_ok ledger show --act incident.rejoin --json
expect_stdout "finance"
expect_stdout "legal"
# Given again after the case is through, it opens nothing.
expect_ok "${begin[@]}" "${from_afar[@]}"
expect_stderr "nothing left to restore"
