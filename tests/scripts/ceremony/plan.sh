# The script for the room: numbered, from the policy in force, in two languages.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
. "$SOURCE_DIR/tests/scripts/people.bash"

for template in team-of-five two-departments bank; do
    init_escrow "$template" "escrow-$template"
    rm -rf people
    for language in en id; do
        expect_ok --escrow "escrow-$template" ceremony plan --language "$language"
        custodians=$(grep -cE '^ +[0-9]+\. (Print the card of|Copy the encrypted|Cetak kartu|Salin bagian)' stdout)
        holders=$(grep -cE '(custodian|pemegang) ' <(grep '^  \[ \]' stdout))
        [ "$custodians" = "$holders" ] && [ "$holders" -gt 1 ] || fail "$template $language: $custodians steps for $holders holders"
        steps=$(grep -cE '^ +[0-9]+\. ' stdout)
        boxes=$(grep -cE '^     (time|jam) \[' stdout)
        fallbacks=$(grep -cE '^     (If it fails|Jika gagal):' stdout)
        [ "$steps" = "$boxes" ] && [ "$steps" = "$fallbacks" ] || fail "$template $language: $steps steps, $boxes boxes, $fallbacks fallbacks"
    done
done
expect_ok --escrow escrow-bank --json ceremony plan --rehearsal
expect_stdout '"rehearsal":true'
python3 -m json.tool <stdout >/dev/null || fail "no JSON"
expect_refusal 2 CEREMONY-LANGUAGE --escrow escrow-bank ceremony plan --language de
# the hash on the page is that of the policy in force
expect_ok --escrow escrow-bank ceremony plan
hash=$(sha256sum <escrow-bank/policy.applied | cut -c1-16)
expect_stdout "policy $hash"
