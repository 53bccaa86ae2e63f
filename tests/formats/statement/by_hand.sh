# A statement made with printf and ssh-keygen is one of ours, and one of ours is what ssh-keygen
# verifies, split as docs/formats/statement.md says: under the namespace of its kind and no other.
: "${STATEMENT_TOOL:?path of the tool built beside this test}"
BREAKGLASS=$STATEMENT_TOOL
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
needs ssh-keygen

# split FILE: its text and its signature, as the document says
split() {
    sed '/^-----BEGIN SSH SIGNATURE-----$/,$d' "$1" >text
    sed -n '/^-----BEGIN SSH SIGNATURE-----$/,$p' "$1" >text.sig
}
# ssh_takes NAMESPACE: the verdict of ssh-keygen on what split left
ssh_takes() { ssh-keygen -Y verify -f signers -I finance -n "$1" -s text.sig <text >out 2>err; }

for kind in ed25519 "ecdsa -b 256" "ecdsa -b 384" "ecdsa -b 521" "rsa -b 3072"; do
    rm -f key key.pub text.sig
    ssh-keygen -q -t $kind -N '' -f key
    printf 'finance %s\n' "$(cat key.pub)" >signers

    printf 'breakglass statement v1: approval\ncase: incident-1\nscope: a: b\nsigner: finance\n\nYes, restore it — now.\n\nReally.\n' >text
    cp text by-hand
    ssh-keygen -q -Y sign -f key -n breakglass.approval text 2>err
    cat text text.sig >statement
    expect_ok verify statement key.pub
    expect_same stdout by-hand

    printf 'Yes, restore it — now.\n\nReally.\n' >words
    run_with words text approval case=incident-1 "scope=a: b" signer=finance
    [ "$status" = 0 ] || fail "the tool did not write the text"
    expect_same stdout by-hand

    split statement
    expect_same text by-hand
    ssh_takes breakglass.approval || fail "ssh-keygen refuses a statement by a key of $kind"
    for other in breakglass.request breakglass.stop breakglass file; do
        if ssh_takes "$other"; then fail "ssh-keygen takes an approval for $other"; fi
    done

    # signed for another purpose, with a changed word, and by somebody else
    rm text.sig
    ssh-keygen -q -Y sign -f key -n breakglass.request text 2>err
    cat text text.sig >other
    expect_refusal 4 - verify other key.pub
    expect_stderr SIGNATURE-NAMESPACE
    sed 's/restore/destroy/' statement >changed
    expect_refusal 4 - verify changed key.pub
    expect_stderr SIGNATURE-FORGED
    split changed
    if ssh_takes breakglass.approval; then fail "ssh-keygen takes a changed text"; fi
    rm -f stranger stranger.pub
    ssh-keygen -q -t ed25519 -N '' -f stranger
    expect_refusal 4 - verify statement stranger.pub
    expect_stderr SIGNATURE-KEY
done

# what an editor or a mail program does to a file
sed 's/$/\r/' statement >crlf
printf '\n' | cat statement - >longer
head -c -1 statement >shorter
for bad in crlf longer shorter; do
    expect_refusal 4 - verify $bad key.pub
    expect_stderr STATEMENT-MALFORMED
done
