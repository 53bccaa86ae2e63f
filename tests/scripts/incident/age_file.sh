# A custodian whose share is an age file brings it to the desk with the key that opens it.
. "$SOURCE_DIR/tests/scripts/incident/desk.bash"
needs age-keygen
age-keygen -o legal.key 2>/dev/null
legal_key=legal.key
legal_delivery=$(age-keygen -y legal.key)
make_escrow payroll
share=$(ls cards/*legal*.age)
lose_everything
expect_refusal 3 INCIDENT-QUORUM "${begin[@]}" --words "${cards[0]}" --age-file "$share"
expect_stderr "this card is left out"
expect_refusal 3 INCIDENT-QUORUM "${begin[@]}" --words "${cards[0]}" --age-file "$share" --card-identity keys/kek
expect_ok "${begin[@]}" --words "${cards[0]}" --age-file "$share" --card-identity legal.key
expect_stderr "(legal) taken"
expect_restored payroll
