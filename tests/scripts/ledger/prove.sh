# A proof file convinces somebody who has neither the escrow nor breakglass's word.
source "$SOURCE_DIR/tests/scripts/expect.sh"
source "$SOURCE_DIR/tests/scripts/ledger/with_ledger.bash"

new_checkpoint_key ck.age
first_checkpoint=$(ls escrow/ledger/checkpoint-*.note)
new_kek second || fail "no KEK"
expect_ok ledger checkpoint --key ck.age --identity desk/key
expect_ok ledger verify
key=$(sed -n 's/^key *//p' stdout)
expect_ok ledger prove "$kek" --output one.json
expect_ok ledger prove $((made + 2)) --output last.json
expect_ok ledger prove "$kek" --size "$made" --output unsigned.json
expect_ok ledger prove --from $((made + 1)) --output growth.json
paper=$(head_of)
cp "$first_checkpoint" first.note

unset BREAKGLASS_ESCROW
expect_ok ledger verify --proof one.json --verifier "$key"
expect_stdout "kek.create"
expect_ok ledger verify --proof last.json --verifier "$key"
expect_ok ledger verify --proof last.json --head "$paper"
expect_ok ledger verify --proof growth.json --verifier "$key" --checkpoint first.note
expect_refusal 2 LEDGER-PROOF-UNANCHORED ledger verify --proof growth.json --verifier "$key"
expect_refusal 2 LEDGER-PROOF-UNANCHORED ledger verify --proof one.json
expect_refusal 2 LEDGER-PROOF-UNANCHORED ledger verify --proof unsigned.json --verifier "$key"
sed 's/everyday restores/every day restores/' one.json >forged.json
expect_refusal 4 LEDGER-PROOF ledger verify --proof forged.json --verifier "$key"
expect_refusal 2 NOTE-KEY ledger verify --proof one.json --verifier "nonsense"
expect_refusal 4 LEDGER-PROOF ledger verify --proof first.note --verifier "$key"
expect_ok --escrow escrow ledger verify --proof unsigned.json
expect_refusal 2 LEDGER-NUMBER --escrow escrow ledger prove $((made + 3))
expect_refusal 2 - --escrow escrow ledger prove
expect_refusal 2 - --escrow escrow ledger prove "$kek" --from 2

# the same by RFC 9162, 2.1.3.2 in other people's words
python3 -B - "$key" <<'PY' || fail "python3 does not follow the proofs"
import base64, hashlib, json, sys
def h(data): return hashlib.sha256(data).digest()
def root(leaf, index, size, path):
    node, last, value = index, size - 1, leaf
    for sibling in path:
        assert last > 0
        if node & 1 or node == last:
            value = h(b"\x01" + sibling + value)
            while not node & 1 and node:
                node >>= 1; last >>= 1
        else:
            value = h(b"\x01" + value + sibling)
        node >>= 1; last >>= 1
    assert last == 0
    return value
for name in ("one.json", "last.json"):
    proof = json.load(open(name, encoding="utf-8"))
    number = json.loads(proof["entry"])["number"] - proof["first_number"]
    path = [bytes.fromhex(text) for text in proof["proof"]]
    found = root(h(b"\x00" + proof["entry"].encode()), number, proof["size"], path)
    assert found.hex() == proof["root"]
    lines = proof["checkpoint"].split("\n")
    assert lines[0] == proof["origin"] == sys.argv[1].split("+")[0]
    assert int(lines[1]) == proof["size"] and base64.b64decode(lines[2]) == found
PY
