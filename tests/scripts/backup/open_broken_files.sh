# Whatever is wrong with a file, no output file appears and the message names the rule.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
needs age age-keygen

age-keygen -o key.txt 2>/dev/null
recipient=$(age-keygen -y key.txt)
head -c 300000 /dev/urandom >plain
age -r "$recipient" -o good.age plain
age -a -r "$recipient" -o good.asc plain
size=$(stat -c %s good.age)
refused() { expect_refusal "$1" "$2" backup open --identity key.txt "$3" --output out; expect_no_file out; }
# flip OFFSET FILE: the lowest bit of one byte
flip() {
    local byte
    byte=$(od -An -tu1 -j "$1" -N 1 "$2" | tr -d ' ')
    printf "\\x$(printf %02x $((byte ^ 1)))" | dd of="$2" bs=1 seek="$1" conv=notrunc status=none
}
broken() { cp good.age bad.age; flip "$1" bad.age; }

: >bad.age;                          refused 4 AGE-HEADER-MALFORMED bad.age
head -c 5000 /dev/urandom >bad.age;  refused 4 AGE-HEADER-MALFORMED bad.age
head -c 2000000 /dev/zero >bad.age;  refused 4 AGE-HEADER-MALFORMED bad.age
sed '1s/v1/v2/' good.age >bad.age;   refused 4 AGE-VERSION bad.age
{ printf 'age-encryption.org/v1\n-> x '; head -c 2000000 /dev/zero | tr '\0' a; } >bad.age
refused 4 AGE-HEADER-TOO-LARGE bad.age
sed '2s/X25519/X25518/' good.age >bad.age;        refused 3 AGE-NO-MATCH bad.age
sed '2s/$/ more/' good.age >bad.age;              refused 4 AGE-STANZA-MALFORMED bad.age
sed '2s/^/-> note hello\n\n/' good.age >bad.age;  refused 4 AGE-HEADER-MAC bad.age
sed '2s/X25519 .*/X25519 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/' good.age >bad.age
refused 4 AGE-LOW-ORDER bad.age
# the MAC line stands at the end of the header, the payload nonce follows it
header=$(grep -abo -m1 '^--- ' good.age | cut -d: -f1)
payload=$((header + 48 + 16))
broken $((payload - 1));             refused 4 AGE-PAYLOAD-FORGED bad.age
for offset in 0 65535 65551 65552 $((size - payload - 1)); do
    broken $((payload + offset));    refused 4 AGE-PAYLOAD-FORGED bad.age
done
head -c $((payload - 1)) good.age >bad.age;               refused 4 AGE-PAYLOAD-TRUNCATED bad.age
head -c $payload good.age >bad.age;                       refused 4 AGE-PAYLOAD-TRUNCATED bad.age
head -c $((payload + 2 * 65552)) good.age >bad.age;       refused 4 AGE-PAYLOAD-TRUNCATED bad.age
head -c $((payload + 2 * 65552 + 16)) good.age >bad.age;  refused 4 AGE-PAYLOAD-EMPTY-CHUNK bad.age
head -c $((size - 1)) good.age >bad.age;                  refused 4 AGE-PAYLOAD-FORGED bad.age
head -c 131072 /dev/urandom >whole
age -r "$recipient" whole >bad.age; printf x >>bad.age;   refused 4 AGE-PAYLOAD-TRAILING bad.age

sed '5s/$/ /' good.asc >bad.asc;     refused 4 AGE-ARMOR bad.asc
sed '50d' good.asc >bad.asc;          refused 4 AGE-PAYLOAD-FORGED bad.asc

sed '$d' good.asc >bad.asc;          refused 4 AGE-ARMOR bad.asc
{ cat good.asc; echo more; } >bad.asc; refused 4 AGE-ARMOR bad.asc
{ printf '\n  \n'; sed 's/$/\r/' good.asc; printf '\n\n'; } >fine.asc
expect_ok backup open --identity key.txt fine.asc --output out
expect_same plain out
rm out

refused 1 FILE-IS-DIRECTORY .
expect_refusal 1 - backup open --identity key.txt missing.age --output out
expect_refusal 2 AGE-IDENTITY-UNKNOWN backup open --identity plain good.age --output out
expect_refusal 2 OPEN-STDIN-TWICE backup open --identity - - --output out
expect_no_file out
echo kept >out
expect_refusal 1 FILE-EXISTS backup open --identity key.txt good.age --output out
[ "$(cat out)" = kept ] || fail "an existing file was changed"
