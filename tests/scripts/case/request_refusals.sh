# Who may not ask, and what cannot be asked.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
. "$SOURCE_DIR/tests/scripts/case/people.bash"
me=(--key keys/platform-lead)
for person in finance security-lead clerk; do
    expect_refusal 3 CASE-REQUESTER case request exception --reason r --key "keys/$person"
done
expect_stderr "who may: platform-lead, director"
expect_refusal 2 - case request exception "${me[@]}"
expect_refusal 2 CASE-REQUEST case request exception --reason "   " "${me[@]}"
expect_refusal 2 CASE-REQUEST case request incident --reason r "${me[@]}"
expect_refusal 2 SCOPE-MALFORMED case request incident --reason r --scope everything "${me[@]}"
expect_refusal 2 SCOPE-EMPTY case request incident --reason r --scope "label=*" "${me[@]}"
expect_refusal 2 CASE-REQUEST case request destruction --reason r "${me[@]}"
expect_refusal 2 CASE-SUBJECT case request destruction --reason r --subject "kek nosuch" "${me[@]}"
expect_refusal 2 CASE-SUBJECT case request destruction --reason r --subject "everything" "${me[@]}"
expect_refusal 2 CASE-REQUEST case request policy --reason r --subject x "${me[@]}"
expect_refusal 2 CASE-REQUEST case request exception --reason "$(head -c 600 /dev/zero | tr '\0' r)" "${me[@]}"
expect_refusal 2 - case request holiday --reason r "${me[@]}"

# Nothing that drives a terminal, hides or turns text, or is no text is ever signed or printed.
for bad in $'a\033[2Jb' $'a\rb' $'a\nb' $'a\xe2\x80\xaeb' $'a\xe2\x80\x8bb' $'a\xffb' $'a\x9bb' $'\xe2\x80\xa8'; do
    expect_refusal 2 STATEMENT-TEXT case request exception --reason "$bad" "${me[@]}"
    expect_refusal 2 STATEMENT-TEXT case request exception --reason r --reference "$bad" "${me[@]}"
    expect_refusal 2 STATEMENT-TEXT case request exception --reason r --subject "$bad" "${me[@]}"
    ! LC_ALL=C grep -q $'[\x80-\xff\033\r]' stderr || fail "it was printed raw"
done
[ -z "$(ls escrow/cases)" ] || fail "a case was made"

ask exception
expect_refusal 3 CASE-APPROVER case approve "$case" --key keys/clerk --yes
expect_refusal 3 CASE-APPROVER case approve "$case" --key keys/security-lead --yes
expect_refusal 3 CASE-REQUESTER-APPROVES case approve "$case" --key keys/platform-lead --yes
ssh-keygen -q -t ed25519 -N '' -f stranger
expect_refusal 2 PEOPLE-KEY-UNKNOWN case approve "$case" --key stranger --yes
expect_refusal 2 PEOPLE-KEY-UNKNOWN case approve "$case" --key keys/platform-lead --as finance --yes
expect_refusal 2 TERMINAL-NONE --non-interactive case approve "$case" --key keys/finance
state_is collecting
expect_stdout "0 of 2"
