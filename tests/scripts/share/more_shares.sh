# More shares than needed: repeated ones count once, a bad one is named and left out.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
needs python3

head -c 32 /dev/urandom >secret
expect_ok share split --threshold 2 --shares 4 --secret-file secret --output-dir a
expect_ok share combine --output out a/share-1-1.txt a/share-1-2.txt a/share-1-2.txt a/share-1-4.txt
expect_same secret out
expect_stderr '"a/share-1-2.txt" line 3 repeats an earlier share and counts once'

# A forged share with a sound checksum: the words of another set under this set's description, in
# 4-word beginnings; the checksum comes from repair, which knows three illegible words.
expect_ok share split --threshold 2 --shares 4 --secret-file secret --output-dir b
first() { grep -v '^#' "$1" | cut -d' ' -f1-4; }
rest() { grep -v '^#' "$1" | cut -d' ' -f5-30; }
printf '%s %s ? ? ?\n' "$(first a/share-1-3.txt)" "$(rest b/share-1-3.txt)" >forged.draft
expect_ok --json share repair forged.draft
python3 - >forged.txt <<'PY'
import json
words = open("forged.draft").read().split()
for change in json.load(open("stdout"))[0]["candidates"][0]["changes"]:
    words[change["word"] - 1] = change["reads"]
print(" ".join(words))
PY
expect_ok share combine --output out2 forged.txt a/share-1-1.txt a/share-1-2.txt
expect_same secret out2
expect_stderr '"forged.txt" line 1 contradicts the other shares and was left out'
expect_ok --json share combine --output out3 a/share-1-1.txt a/share-1-2.txt forged.txt a/share-1-4.txt
python3 -c 'import json; assert json.load(open("stdout"))["left_out"] == ["\"forged.txt\" line 1"]' ||
    fail "the JSON does not name the share that was left out"

# with k shares only, nobody can tell which one it is
expect_refusal 4 SHARE-DIGEST share combine --output out4 forged.txt a/share-1-1.txt
expect_stderr '"forged.txt" line 1, "a/share-1-1.txt" line 3 do not belong together'
# and with its own kind there are two answers
expect_refusal 4 SHARE-DUPLICATE share combine --output out4 forged.txt a/share-1-3.txt a/share-1-1.txt
expect_no_file out4
