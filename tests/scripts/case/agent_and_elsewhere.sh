# Approvals through a real ssh-agent, and by somebody who has nothing but ssh-keygen.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
. "$SOURCE_DIR/tests/scripts/case/people.bash"
needs ssh-agent ssh-add
eval "$(ssh-agent -a "$HERE/agent" -s)" >/dev/null
trap 'kill "$SSH_AGENT_PID"; rm -rf "$HERE"' EXIT
ask exception
expect_refusal 2 PEOPLE-NO-KEY case approve "$case" --yes
ssh-add -q keys/finance
mv keys/finance away
expect_ok case approve "$case" --yes
expect_stdout "finance, "
# Two people's keys in one agent: the person must be named, and is not believed without the key.
ssh-add -q keys/legal
expect_refusal 2 PEOPLE-AMBIGUOUS case approve "$case" --yes
expect_refusal 2 PEOPLE-NO-KEY case approve "$case" --yes --as director
expect_ok case approve "$case" --yes --as legal
state_is open

ask exception
expect_refusal 2 CASE-REQUEST case approve "$case" --text-only
expect_refusal 3 CASE-APPROVER case approve "$case" --text-only --as clerk
expect_refusal 3 CASE-REQUESTER-APPROVES case approve "$case" --text-only --as platform-lead
expect_ok case approve "$case" --text-only --as director
cp stdout text
grep -q '^platform-lead asks for an exception from the rules.$' text || fail "the words of the request"
sign_text director approval text >signed
expect_ok case merge signed
expect_stdout "1 of 2 needed"
# The same text with a word changed, signed by the same person: not what was asked.
sed 's/^Reason: .*/Reason: lunch/' text >edited
sign_text director approval edited >signed
expect_ok case merge signed
expect_stderr "[CASE-WORDS]"
expect_stdout "1 of 2 needed"
# For another purpose, by another person, or for a case that is not here.
expect_ok case approve "$case" --text-only --as legal
cp stdout text
sign_text legal stop text >signed
expect_ok case merge signed
expect_stderr "[SIGNATURE-NAMESPACE]"
sign_text director approval text >signed
expect_ok case merge signed
expect_stderr "[SIGNATURE-KEY]"
expect_stdout "1 of 2 needed"
sed 's/^case: .*/case: exception-20310101-00000000/' text >edited
sign_text legal approval edited >signed
expect_refusal 2 CASE-UNKNOWN case merge signed
sed 's#^case: .*#case: ../../../escape#' text >edited
sign_text legal approval edited >signed
expect_refusal 4 CASE-MALFORMED case merge signed
sign_text legal approval text >signed
expect_ok case merge signed
state_is open
