# The desk's machine dies between any two steps: another one carries on from the kit and the case's file.
# Killed at each of its syncs, the first desk is thrown away with all it wrote but the restored files.
. "$SOURCE_DIR/tests/scripts/incident/desk.bash"
needs strace
strace -qq -e trace=none true 2>/dev/null || skip "strace may not trace here"
make_escrow payroll ledger
rm -rf escrow keys/old.age
expect_ok escrow open kit escrow
make_kek fresh
ask 'label=*'
cp "escrow/cases/$case.case" carried.case
quorum

# another desk from the same kit: its own fresh KEK, the same case, the same cards
another_desk() {
    rm -rf desk out keys/fresh2.age
    expect_ok escrow open kit desk
    export BREAKGLASS_ESCROW=$HERE/desk
    make_kek fresh2
    expect_ok case merge carried.case
    expect_ok incident run "$case" --fresh-kek fresh2 --output-dir out "${quorum[@]}"
    expect_restored payroll ledger
}
cp -r escrow before
for kill in 1 4 8 16; do
    rm -rf escrow out && cp -r before escrow
    export BREAKGLASS_ESCROW=$HERE/escrow
    strace -f -qq -o /dev/null -e trace=fsync,fdatasync -e inject=fsync,fdatasync:signal=KILL:when="$kill" \
        "$BREAKGLASS" "${begin[@]}" "${quorum[@]}" >/dev/null 2>&1 </dev/null || true
    another_desk
done
# The catalog that died with the first desk knew the only headers under its KEK; files still have the ones
# before, which the cards open: nothing of the first desk is needed.
run rotation status
[ "$status" = 6 ] || fail "the new desk owes a rotation too"
