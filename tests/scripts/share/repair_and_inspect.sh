# Shares say what they are, and a misread one says what it may have been.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
needs python3

expect_ok share split --group technology=2/3 --group business=3/4 --groups-required 2 --output-dir a
grep -v '^#' a/share-business-3.txt >right.txt

expect_ok --json share inspect a/share-technology-2.txt a/share-business-3.txt
python3 - <<'PY' || fail "the JSON of inspect: $(cat stdout)"
import json
first, second = json.load(open("stdout"))
assert (first["group"], first["member"], first["members_required"]) == (1, 2, 2)
assert (second["group"], second["member"], second["members_required"]) == (2, 3, 3)
assert first["identifier"] == second["identifier"] and first["groups_required"] == 2
assert second["secret_bits"] == 256 and not second["extendable"] and second["line"] == 4
PY
expect_ok share inspect right.txt
expect_stdout 'group       2 of 2, 2 needed'
# the others are shown even when one cannot be read
awk '{ print; $1 = $1 == "zero" ? "acid" : "zero"; print }' right.txt >both.txt && mv both.txt right.txt
run share inspect right.txt
[ "$status" = 4 ] || fail "inspect with a bad share: exit $status"
expect_stdout '"right.txt" line 1'
expect_stderr '"right.txt" line 2: the checksum does not match'
sed -i 2d right.txt

# one wrong word
awk '{ $12 = $12 == "acid" ? "zero" : "acid"; print }' right.txt >wrong.txt
expect_ok share repair wrong.txt
expect_stdout "word 12   reads  $(cut -d' ' -f12 right.txt)"
[ "$(wc -l <stdout)" = 2 ] || fail "more than the changed word was shown"
# three illegible ones, as JSON
awk '{ $6 = "?"; $7 = "???"; $33 = "nonsense"; print }' right.txt >illegible.txt
expect_ok --json share repair illegible.txt
python3 - <<'PY' || fail "the JSON of repair: $(cat stdout)"
import json
right = open("right.txt").read().split()
[line] = json.load(open("stdout"))
[candidate] = line["candidates"]
assert [c["word"] for c in candidate["changes"]] == [6, 7, 33]
assert all(right[c["word"] - 1] == c["reads"] for c in candidate["changes"])
PY
expect_ok share repair right.txt
expect_stdout 'is right as it stands'

awk '{ $6 = $7 = $8 = $9 = "?"; print }' right.txt >four.txt
expect_refusal 4 SHARE-REPAIR-IMPOSSIBLE share repair four.txt
expect_stderr '"four.txt" line 1: 4 words cannot be read'
expect_refusal 4 SHARE-LENGTH share repair <(cut -d' ' -f1-32 right.txt)
# nobody confirms without a terminal
expect_refusal 2 TERMINAL-NONE --non-interactive share repair --output out.txt wrong.txt
expect_no_file out.txt
