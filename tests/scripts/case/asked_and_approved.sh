# A case from request to closing, and what `case show` says on the way.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
. "$SOURCE_DIR/tests/scripts/case/people.bash"
ask exception --reference T-4711 --subject "the network stays up during the ceremony"
[ "$(stat -c %a "$file")" = 600 ] || fail "mode of the case file"
[[ $case =~ ^exception-[0-9]{8}-[0-9a-f]{8}$ ]] || fail "the name $case"
state_is collecting
expect_stdout "approvals  0 of 2 needed"
expect_stdout "reason     the key service is gone"
expect_stdout "reference  T-4711"
expect_stdout "can still  finance, +62 21 0002"
expect_stdout "can still  director, +62 21 0004"
! grep -q "can still.*platform-lead" stdout || fail "the requester may not approve"
expect_stdout "breakglass case approve $case"
grep -q '^reason: the key service is gone$' "$file" || fail "cat shows the reason"

expect_refusal 3 CASE-UNFINISHED case close "$case" --key keys/platform-lead
approve finance
expect_stdout "1 of 2 needed"
expect_refusal 3 CASE-TWICE case approve "$case" --key keys/finance --yes
approve legal "${case%?????}"
state_is open
expect_refusal 3 CASE-ENOUGH case approve "$case" --key keys/director --yes

# What ssh-keygen says of the request and of an approval.
for person in $people; do echo "$person namespaces=\"breakglass.*\" $(key "$person")"; done >signers
csplit -sz "$file" '/^breakglass statement v1: /' '{*}'
for piece in xx00 xx01 xx02; do
    kind=$(sed -n '1s/^breakglass statement v1: //p' "$piece")
    who=$(sed -n 's/^signer: //p' "$piece")
    sed '/^-----BEGIN/,$d' "$piece" >text
    sed -n '/^-----BEGIN/,$p' "$piece" >sig
    ssh-keygen -Y verify -f signers -I "$who" -n "breakglass.$kind" -s sig <text >/dev/null ||
        fail "ssh-keygen refuses the $kind of $who"
    ! ssh-keygen -Y verify -f signers -I "$who" -n breakglass.sealing -s sig <text >/dev/null 2>&1 ||
        fail "another namespace verified"
done
expect_ok case show --json "$case"
for words in '"state": "open"' '"may_act": true' '"needed": 2' '"person": "finance"'; do expect_stdout "$words"; done

ask exception
expect_ok case show
[ "$(wc -l <stdout)" = 2 ] || fail "two cases, two lines"
expect_refusal 2 CASE-AMBIGUOUS case show exception
expect_refusal 2 CASE-UNKNOWN case show incident-20200101-00000000
expect_refusal 2 CASE-UNKNOWN case show ..
expect_refusal 2 CASE-UNKNOWN case show "$case.other"

# The ledger heard of everything, each with its signed statement.
for act in case.request case.approve; do grep -q "\"$act\"" escrow/ledger/entries.jsonl || fail "no $act"; done
[ "$(grep -c '"case.approve"' escrow/ledger/entries.jsonl)" = 2 ] || fail "two approvals"
