# The script that travels in every kit gives what age-keygen gives, and refuses anything else.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
needs python3 age-keygen age
script=$SOURCE_DIR/examples/recover-without-breakglass/hex_to_age_identity.py
[ "$(wc -l <"$script")" -le 30 ] || fail "it must stay short enough to be typed from paper"
for round in 1 2 3 4 5; do
    key=$(head -c 32 /dev/urandom | od -An -tx1 | tr -d ' \n')
    echo "$key" | python3 "$script" >key.txt
    age-keygen -y key.txt >recipient || fail "age does not read the identity of $key"
    echo "round $round" | age -r "$(cat recipient)" | age -d -i key.txt | grep -q "round $round" || fail "round $round"
done
# Back from an identity that age-keygen made: the same text again.
age-keygen 2>/dev/null | grep AGE-SECRET >theirs
python3 - theirs >hex <<'PY'
import sys
letters = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
text = open(sys.argv[1]).read().strip().lower().split("1", 1)[1]
number = 0
for letter in text[:52]:
    number = number << 5 | letters.index(letter)
print((number >> 4).to_bytes(32, "big").hex())
PY
python3 "$script" <hex >ours
expect_same ours theirs
for bad in '' 00 zz "$(printf '%066d' 0)"; do
    ! echo "$bad" | python3 "$script" >out 2>/dev/null || fail "accepted: $bad"
    [ ! -s out ] || fail "wrote something for: $bad"
done
