# Case files that are huge, crowded, noise, forged, or of another escrow.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
. "$SOURCE_DIR/tests/scripts/case/people.bash"
ask exception
cp "$file" genuine.case

# 1 GiB is refused before it is read; so little memory would not hold it.
truncate -s 1G huge.case
status=0
(ulimit -v 1000000; timeout 20 "$BREAKGLASS" case merge huge.case) >stdout 2>stderr </dev/null || status=$?
[ "$status" = 4 ] || fail "exit $status for 1 GiB"
expect_stderr "[CASE-TOO-LARGE]"
cp --sparse=always huge.case "$file"
expect_refusal 4 CASE-TOO-LARGE case show "$case"
expect_ok case show
expect_stderr "[CASE-TOO-LARGE]"
cp genuine.case "$file"

# 10,000 statements.
awk '/^breakglass statement v1/{body=""} {body=body $0 "\n"} END{for(i=0;i<10000;i++) printf "%s", body}' genuine.case >crowd.case
expect_refusal 4 CASE-TOO-LARGE case merge crowd.case
printf 'breakglass statement v1: x\n\n-----BEGIN SSH SIGNATURE-----\nU1NI\n-----END SSH SIGNATURE-----\n' >small
awk '{body=body $0 "\n"} END{for(i=0;i<10000;i++) printf "%s", body}' small >crowd.case
expect_refusal 4 CASE-TOO-MANY case merge crowd.case
cat genuine.case crowd.case >"$file"
expect_refusal 4 CASE-TOO-MANY case show "$case"
cp genuine.case "$file"

head -c 100000 /dev/urandom >noise.case
expect_refusal 4 - case merge noise.case
: >empty.case
expect_refusal 4 CASE-NO-REQUEST case merge empty.case
expect_refusal 1 FILE-IS-DIRECTORY case merge keys
# Noise and escapes below a genuine request take nothing from it, and are not printed raw.
{ cat genuine.case; printf 'breakglass statement v1: \033[2J\xff\n'; cat noise.case; } >"$file"
expect_ok case show "$case"
expect_stdout "[STATEMENT-MALFORMED]"
! LC_ALL=C grep -q $'[\x80-\xff\033\r]' stdout stderr || fail "it was printed raw"

# One bit of the request turned, anywhere in its text.
request_size=$(grep -abo -m1 -- '-----BEGIN' genuine.case | cut -d: -f1)
for at in $(seq 1 37 "$request_size"); do
    python3 - "$at" <<'PY'
import sys
data = bytearray(open("genuine.case", "rb").read())
data[int(sys.argv[1]) - 1] ^= 1
open("flipped.case", "wb").write(data)
PY
    run case show ./flipped.case
    [ "$status" = 4 ] || fail "exit $status with byte $at turned"
done
# Edited and not signed again.
sed 's/key service/lunch menu/' genuine.case >edited.case
expect_refusal 4 CASE-REQUEST-FORGED case show ./edited.case
expect_refusal 4 CASE-TWO-REQUESTS case merge edited.case
# Signed by somebody who is not the one it names.
sed '/^-----BEGIN/,$d' genuine.case >text
sign_text finance request text >forged.case
expect_refusal 4 CASE-REQUEST-FORGED case show ./forged.case
cp genuine.case "$file"
expect_ok case merge forged.case
expect_stderr "nothing new"
expect_same "$file" genuine.case
state_is collecting

# Under another name, and in another escrow of the very same people.
cp genuine.case escrow/cases/exception-20310101-00000000.case
expect_refusal 4 CASE-MISPLACED case show exception-20310101
expect_ok escrow init --policy policy.toml twin
expect_refusal 4 CASE-FOREIGN --escrow twin case merge genuine.case
cp genuine.case "twin/cases/$case.case"
expect_refusal 4 CASE-FOREIGN --escrow twin case show "$case"
expect_refusal 4 CASE-FOREIGN --escrow twin case approve "$case" --key keys/finance --yes
