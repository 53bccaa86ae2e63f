# Who may stop a case, and that a stop stays.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
. "$SOURCE_DIR/tests/scripts/case/people.bash"
why=(--reason "not now")
ask exception
expect_refusal 3 CASE-STOP-ROLE case stop "$case" --key keys/clerk "${why[@]}"
ssh-keygen -q -t ed25519 -N '' -f stranger
expect_refusal 2 PEOPLE-KEY-UNKNOWN case stop "$case" --key stranger "${why[@]}"
expect_refusal 2 - case stop "$case" --key keys/finance
expect_refusal 2 CASE-REQUEST case stop "$case" --key keys/finance --reason " "

# An unauthenticated cancel does not work: the right words under the wrong key, or no key at all.
approve finance
sed -n '1,/^-----BEGIN/p' "$file" | sed '$d' >request
{
    echo "breakglass statement v1: stop"
    sed -n '/^escrow: \|^case: \|^act: /p' request
    echo "request: $(sha256sum <request | cut -d' ' -f1)"
    sed -n '/^policy: /p' request
    printf 'how: cancellation\nreason: not now\nsigner: platform-lead\n'
    sed -n '/^time: /p' request
    echo
} >forged
sign_text clerk stop forged >forged.case
expect_ok case merge forged.case
expect_stderr "left out: stop by platform-lead"
expect_stderr "[SIGNATURE-KEY]"
cat forged >unsigned.case
expect_refusal 4 STATEMENT-MALFORMED case merge unsigned.case
sed 's/signer: platform-lead/signer: clerk/' forged >by-clerk
sign_text clerk stop by-clerk >by-clerk.case
expect_ok case merge by-clerk.case
expect_stderr "[CASE-STOP-ROLE]"
state_is collecting
# Put into the file by hand they are ignored and named just the same.
cat forged.case by-clerk.case >>"$file"
state_is collecting
expect_stdout "[SIGNATURE-KEY]"
expect_stdout "[CASE-STOP-ROLE]"
sign_text platform-lead stop forged >genuine.case
expect_ok case merge genuine.case
state_is stopped
expect_stdout "stopped by platform-lead"

# Denial, cancellation and veto, before and after enough approvals.
stops() {
    local who=$1 how=$2
    expect_ok case stop "$case" --key "keys/$who" "${why[@]}"
    expect_stdout "($how): not now"
    state_is stopped
    expect_refusal 3 CASE-STOPPED case approve "$case" --key keys/director --yes
}
ask exception; stops finance denial
ask exception; stops platform-lead cancellation
ask exception; stops security-lead veto
ask exception; approve finance; approve legal; state_is open; stops legal veto

# It cannot be undone: neither by an older copy nor by taking the words out of the file.
cp "$file" stopped.case
expect_ok case stop "$case" --key keys/finance "${why[@]}"
expect_same "$file" stopped.case
csplit -sz "$file" '/^breakglass statement v1: stop/'
cp xx00 "$file"
state_is stopped
expect_stdout "stopped by legal"
expect_ok case merge xx00
state_is stopped
expect_ok case close "$case" --key keys/platform-lead
state_is closed
expect_refusal 3 CASE-CLOSED case stop "$case" --key keys/finance "${why[@]}"
