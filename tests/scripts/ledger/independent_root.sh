# RFC 6962 computed by python3 over the stored lines gives the roots that breakglass prints.
source "$SOURCE_DIR/tests/scripts/expect.sh"
source "$SOURCE_DIR/tests/scripts/ledger/with_ledger.bash"
needs python3

new_checkpoint_key ck.age
for name in one two three four five six; do new_kek "$name" || fail "no KEK"; done
expect_ok ceremony run "${allow[@]}" --output-dir cards --read-back
head_of >head
python3 -B - <<'PY' || fail "python3 computes another root"
import hashlib, json
def h(data): return hashlib.sha256(data).digest()
def tree(leaves):  # RFC 6962, 2.1, word for word
    n = len(leaves)
    if n == 0: return h(b"")
    if n == 1: return h(b"\x00" + leaves[0])
    k = 1
    while k * 2 < n: k *= 2
    return h(b"\x01" + tree(leaves[:k]) + tree(leaves[k:]))
stored = open("escrow/ledger/entries.jsonl", "rb").read()
assert stored.endswith(b"\n")
lines = stored[:-1].split(b"\n")
size, root = open("head").read().split()
assert int(size) == len(lines) and tree(lines).hex() == root, (size, root)
for number, line in enumerate(lines):
    entry = json.loads(line)
    assert entry["number"] == number and entry["after"] == tree(lines[:number]).hex()
    # the one spelling: compact, keys in their order, nothing escaped that need not be
    assert json.dumps(entry, separators=(",", ":"), ensure_ascii=False).encode() == line
print(len(lines), "entries,", len(lines) + 1, "roots agree")
PY
