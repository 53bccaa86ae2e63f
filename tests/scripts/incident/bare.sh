# Nothing is left but two cards and the sealed files: a new escrow, --bare, and everything is back; what
# could not be checked is said, and a rotation is owed.
. "$SOURCE_DIR/tests/scripts/incident/desk.bash"
make_escrow payroll ledger
seal_backup payroll
mkdir rest && mv store cards rest/ && cards=(rest/cards/*.txt) && mkdir store
rm -rf escrow kit keys/old.age receipt

# Not even breakglass is left: the words, any SLIP-39 tool, the script of the printed guide, and age.
npm=${BREAKGLASS_NPM:-$SOURCE_DIR/build/npm/node_modules}
if command -v node age >/dev/null && [ -d "$npm/slip39" ]; then
    words() { grep -E '^([a-z]+ ){32}[a-z]+$' "$1"; }
    node -e 'const slip39 = require(process.argv[1] + "/slip39");
        console.log(Buffer.from(slip39.recoverSecret(process.argv.slice(2), "")).toString("hex"))' \
        "$npm" "$(words "${cards[0]}")" "$(words "${cards[2]}")" |
        python3 "$SOURCE_DIR/examples/recover-without-breakglass/hex_to_age_identity.py" >by-hand.key
    for label in payroll ledger; do
        found=
        for file in rest/store/"$label"*; do age -d -i by-hand.key "$file" | cmp -s - "plain-$label" && found=$file; done
        [ -n "$found" ] || fail "$label does not open with SLIP-39 and age alone"
    done
    rm by-hand.key
else
    printf 'npm slip39 or age is not there: the way without breakglass is not walked\n'
fi

init_escrow policy.toml new
export BREAKGLASS_ESCROW=$HERE/new
make_kek fresh
quorum
bare=(incident run --bare --fresh-kek fresh --output-dir out)

# a tired operator: no files, too few cards, a folder without backups, a case as well, a card typed
expect_refusal 2 INCIDENT-BARE-FILES "${bare[@]}" "${quorum[@]}"
expect_stderr "no sealed backup was named or found"
expect_refusal 2 BACKUP-STORE "${bare[@]}" "${quorum[@]}" --sealed nowhere
expect_refusal 3 INCIDENT-QUORUM "${bare[@]}" --sealed rest/store --words "${cards[0]}"
expect_stderr "group 1 1 of 2 (missing 1)"
expect_refusal 2 INCIDENT-BARE "${bare[@]}" some-case
expect_refusal 2 INCIDENT-BARE incident run
expect_refusal 2 INCIDENT-INCOMPLETE incident run --bare "${quorum[@]}" --sealed rest/store --output-dir out
expect_stderr "--fresh-kek"
"$BREAKGLASS" ledger show | grep -q incident.bare && fail "the key was used before the cards were there"

# one file of somebody else, one damaged: both named, the rest comes back
before=$(sha256sum rest/store/*)
cp rest/store/"$(ls rest/store | head -1)" damaged && printf 'x' | dd of=damaged bs=1 seek=4000 conv=notrunc status=none
expect_ok "${bare[@]}" --words "${cards[0]}" --qr "${cards[2]%.txt}.png" --sealed rest/store --sealed damaged
expect_stderr "cannot be checked"
expect_stderr "approvals: no case"
expect_stderr "left out"
grep -Eq 'the recovery key lived [0-9.]+ (ms|s)' stderr || fail "the life of the key is not told"
[ "$(wc -l <stdout)" = 3 ] || fail "one line per restored file on standard output"
for plain in plain-payroll plain-ledger; do
    found=
    for file in out/*; do cmp -s "$plain" "$file" && found=$file; done
    [ -n "$found" ] || fail "$plain is not restored"
done
[ "$before" = "$(sha256sum rest/store/*)" ] || fail "no backup file is touched"

# again: nothing to do, no card. A rotation is owed, and the fresh KEK opens what the cards opened.
expect_ok incident run --bare --output-dir out
expect_stderr "nothing left to restore"
run rotation status
[ "$status" = 6 ] || fail "a used share set owes a rotation, found exit $status"
run doctor
grep -q 'share set .* came without a manifest' stdout || fail "doctor does not say that the manifest is missing"
expect_ok custodian list
id=$("$BREAKGLASS" --json incident status | python3 -c 'import json, sys
print([backup["id"] for backup in json.load(sys.stdin)[0]["backups"] if backup["label"] == "ledger"][0])')
expect_ok backup restore "$id" --output again --identity keys/kek
expect_same again plain-ledger
expect_ok incident status
expect_stdout "restored"
# and the way on: new cards, a rotation, and the old cards open nothing here any more
expect_ok ceremony run "${allow[@]}" --output-dir fresh-cards --read-back
expect_ok rotation run --identity keys/kek
run rotation status
[ "$status" = 0 ] || fail "the rotation is still owed: $(cat stdout stderr)"
expect_ok incident run --bare --fresh-kek fresh --words "${cards[0]}" --output-dir out
