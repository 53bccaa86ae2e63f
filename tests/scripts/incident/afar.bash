# Sourced after desk.bash by cases in which shares come from afar. ask() keeps the passphrase of the
# case's key in ./passphrase and the case's recipient in $recipient.
needs ssh-keygen

ask() {
    local part scope=()
    for part in "$@"; do scope+=(--scope "$part"); done
    rm -f passphrase
    open_case incident --reason "the KEK is lost" "${scope[@]}" --passphrase-output passphrase
    begin=(incident run "$case" --fresh-kek fresh --output-dir out)
    recipient=$(sed -n 's/^recipient: //p' "escrow/cases/$case.case")
}

# contribute PERSON CARD FILE: from that person's own machine, which has the kit and the case file
contribute() {
    rm -rf far && expect_ok escrow open kit far
    expect_ok --escrow far incident contribute "escrow/cases/$case.case" --words "$2" --output "$3" \
        --yes --key "people/$1"
}
