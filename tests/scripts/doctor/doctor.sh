# One line per check, worst first, with its mend; the exit status says how bad it is.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
. "$SOURCE_DIR/tests/scripts/with_escrow.sh"
needs python3
run doctor
[ "$status" = 6 ] || fail "no kit was written, got $status"
expect_stdout "[DOCTOR-KIT]"
expect_stdout "[POLICY-PIN-AND-STORE]"
expect_stdout "ok      the catalog is whole [DOCTOR-CATALOG]"
expect_stdout 'ok      store "offsite" can be reached'
! grep -q '^FAILED' stdout || fail "nothing failed"
awk '/^owed/ {o = NR} /^advice/ {a = NR} /^ok/ && !k {k = NR} END {exit !(o < a && a < k)}' stdout ||
    fail "worst first"

# What is mended is told as mended.
expect_ok escrow kit kit
run doctor
expect_stdout "holds all of the ledger [DOCTOR-KIT]"
make_sealing host.sealing
run doctor
expect_stdout "is 1 entry behind the ledger [DOCTOR-KIT]"
expect_stdout "is good until"
rmdir store
run doctor
expect_stdout 'store "offsite" cannot be reached from here'
mkdir store
mv escrow/manifests escrow/m
run doctor
[ "$status" = 4 ] || fail "a lost manifest does not verify, got $status"
expect_stdout "the escrow lacks manifests [DOCTOR-DIRECTORY]"
expect_stdout "[DOCTOR-MANIFEST]"
mv escrow/m escrow/manifests

run --json doctor
python3 - <<'PY' || fail "--json"
import json
d = json.load(open("stdout"))
rank = {"failed": 3, "owed": 2, "advice": 1, "ok": 0}
weights = [rank[c["weight"]] for c in d["checks"]]
assert weights == sorted(weights, reverse=True)
assert all(c["mend"] for c in d["checks"] if c["weight"] != "ok")
assert all(c["id"] and c["what"] for c in d["checks"])
PY
expect_refusal 2 ESCROW-NOT-FOUND --escrow store doctor
expect_refusal 2 ESCROW-NOT-FOUND --escrow nowhere doctor
expect_refusal 2 - doctor now
