# A secret of each form is split and comes back from any quorum, in the form that was asked for.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"

# without a secret: a new age identity, its recipient on standard output
expect_ok share split --threshold 3 --shares 5 --output-dir cards
recipient=$(cat stdout)
[[ $recipient =~ ^age1[a-z0-9]{58}$ ]] || fail "no recipient on standard output: $recipient"
[ "$(ls cards | tr '\n' ' ')" = "share-1-1.txt share-1-2.txt share-1-3.txt share-1-4.txt share-1-5.txt " ] ||
    fail "unexpected files: $(ls cards)"
[ "$(stat -c %a cards/share-1-1.txt)" = 600 ] || fail "a share file is not of mode 0600"
expect_ok share combine --identity --output key.txt cards/share-1-5.txt cards/share-1-1.txt cards/share-1-3.txt
grep -qx "# public key: $recipient" key.txt || fail "the identity names another recipient"
[ "$(stat -c %a key.txt)" = 600 ] || fail "the secret is not of mode 0600"
if command -v age-keygen >/dev/null; then
    [ "$(age-keygen -y key.txt)" = "$recipient" ] || fail "age-keygen finds another recipient"
fi

# an identity that exists; and the same through standard input
expect_ok share split --threshold 2 --shares 2 --identity --secret-file key.txt --output-dir again
[ "$(cat stdout)" = "$recipient" ] || fail "another recipient than the identity's"
cat again/*.txt >both.txt
run_with both.txt share combine --identity --output key2.txt -
[ "$status" = 0 ] || fail "words from standard input"
expect_same key.txt key2.txt

# raw bytes, of several sizes
for size in 16 32 64 256; do
    head -c $size /dev/urandom >secret
    expect_ok share split --threshold 2 --shares 3 --secret-file secret --output-dir raw-$size
    [ ! -s stdout ] || fail "a raw secret has no recipient"
    expect_ok share combine --output back-$size raw-$size/share-1-1.txt raw-$size/share-1-3.txt
    expect_same secret back-$size
done

# hex in, raw and hex out, to a pipe
printf '00112233445566778899aabbccddeeff\n' >hex
expect_ok share split --threshold 2 --shares 3 --hex --secret-file hex --output-dir hexed
"$BREAKGLASS" share combine --hex --output - hexed/share-1-1.txt hexed/share-1-2.txt >out 2>stderr || fail "to a pipe"
expect_same hex out

# groups, a passphrase, the extendable flag and an exponent
printf 'open sesame\n' >passphrase
expect_ok share split --group technology=2/3 --group business=2/3 --group vault=1/1 --groups-required 2 \
    --extendable --iteration-exponent 1 --passphrase-file passphrase --secret-file secret --output-dir groups
expect_file groups/share-business-3.txt
expect_ok share combine --passphrase-file passphrase --output out2 \
    groups/share-business-1.txt groups/share-business-3.txt groups/share-vault-1.txt
expect_same secret out2
expect_ok share combine --output out3 groups/share-*.txt
! cmp -s secret out3 || fail "a set with a passphrase opened without it"

# what a split says as JSON
expect_ok --json share split --threshold 2 --shares 3 --output-dir json
python3 - <<'PY' || fail "the JSON of a split"
import json, re
said = json.load(open("stdout"))
assert re.fullmatch("age1[a-z0-9]{58}", said["recipient"]) and 0 <= said["identifier"] < 32768
assert [f["path"] for f in said["files"]] == [f"json/share-1-{n}.txt" for n in (1, 2, 3)]
PY
