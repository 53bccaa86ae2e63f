# A lost ledger begins anew: by two people, from the newest head there is, and nothing is deleted.
source "$SOURCE_DIR/tests/scripts/expect.sh"
source "$SOURCE_DIR/tests/scripts/ledger/with_ledger.bash"

new_checkpoint_key ck.age
expect_ok escrow kit kit
paper=$(head_of)
zeros=$(printf '0%.0s' {1..64})
both=(--reason "the disk died" --key owner --key legal)

expect_refusal 2 LEDGER-SOUND ledger continue --last-head "$paper" "${both[@]}"
expect_refusal 4 LEDGER-HEAD-OLDER ledger continue --last-head \
    "1 $(head -1 "$entries" | python3 -B -c 'import hashlib,sys; print(hashlib.sha256(b"\0" + sys.stdin.buffer.read()[:-1]).hexdigest())')" "${both[@]}"

# damaged in the middle
cp -r escrow damaged
sed -i 's/"name":"first"/"name":"fierst"/' damaged/ledger/entries.jsonl
cp damaged/ledger/entries.jsonl was
export BREAKGLASS_ESCROW=$HERE/damaged
expect_refusal 4 LEDGER-BROKEN escrow status
expect_refusal 3 LEDGER-CONTINUE-ALONE ledger continue --last-head "$paper" --reason r --key owner --key owner
expect_refusal 3 LEDGER-CONTINUE-ALONE ledger continue --last-head "$paper" --reason r --key owner
expect_refusal 2 PEOPLE-KEY-UNKNOWN ledger continue --last-head "$paper" --reason r --key owner --key desk/key
expect_refusal 4 LEDGER-HEAD-OLDER ledger continue --last-head "3 $zeros" "${both[@]}"
expect_refusal 2 LEDGER-HEAD ledger continue --last-head "3" "${both[@]}"
expect_same was damaged/ledger/entries.jsonl
expect_ok ledger continue --last-head "$paper" "${both[@]}"
expect_same was damaged/ledger/before-*/entries.jsonl
expect_file damaged/ledger/before-*/"$(checkpoint_of $((made + 1)))"
expect_ok ledger verify --against kit
expect_stdout "signed by  platform-lead SHA256:"
expect_stdout "signed by  legal SHA256:"
expect_stdout "seen before the loss"
expect_ok escrow status
new_kek second || fail "the escrow goes on"
expect_ok ledger checkpoint --new-key ck2.age --recipient "$(cut -d' ' -f1,2 desk/key.pub)"
expect_ok ledger verify
[ "$(size_of damaged)" = $((${paper%% *} + 4)) ] || fail "it counts on from the head it quotes"
expect_ok escrow kit kit2
expect_refusal 4 LEDGER-KEY ledger checkpoint --key ck.age --identity desk/key

# the statements are what ssh-keygen -Y verify accepts
python3 -B - <<'PY'
import json
text = json.loads(open("damaged/ledger/entries.jsonl", encoding="utf-8").readline())["statement"]
begin, end = "-----BEGIN SSH SIGNATURE-----", "-----END SSH SIGNATURE-----\n"
for number, part in enumerate(text.split(end)[:2]):
    body, signature = part.split(begin)
    open(f"said{number}", "w").write(body)
    open(f"said{number}.sig", "w").write(begin + signature + end)
PY
{ echo "platform-lead $(cut -d' ' -f1,2 owner.pub)"; echo "legal $(cut -d' ' -f1,2 legal.pub)"; } >allowed
ssh-keygen -Y verify -f allowed -I platform-lead -n breakglass.continue -s said0.sig <said0 >/dev/null || fail "ssh-keygen"
ssh-keygen -Y verify -f allowed -I legal -n breakglass.continue -s said1.sig <said1 >/dev/null || fail "ssh-keygen"

# a first entry that says so without the two statements is told
cp -r damaged forged
sed -i 's/the disk died/the dog ate it/g' forged/ledger/entries.jsonl
expect_refusal 4 LEDGER-BROKEN --escrow forged ledger verify
expect_stdout "LEDGER-CONTINUE-UNSIGNED"

# gone without a trace: the id has to be told
export BREAKGLASS_ESCROW=$HERE/escrow
id=$(sed -n '1s/.*"escrow_id":"\([0-9a-f]*\)".*/\1/p' "$entries")
rm escrow/ledger/*
expect_refusal 1 LEDGER-MISSING ledger show
expect_refusal 2 LEDGER-ID ledger continue --last-head "$paper" "${both[@]}"
expect_ok ledger continue --last-head "$paper" "${both[@]}" --escrow-id "$id"
expect_ok escrow status
