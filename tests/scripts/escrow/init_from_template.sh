# Every built-in template makes an escrow, and the file is the one in examples/policies.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
for name in bank team-of-five two-departments; do
    expect_ok escrow init --template "$name" "$name"
    expect_same "$name/escrow.toml" "$SOURCE_DIR/examples/policies/$name.toml"
    [ "$(stat -c %a "$name")" = 700 ] || fail "$name is not private"
    expect_ok --escrow "$name" escrow status
    expect_stdout "share set   none yet"
    expect_stdout "newest kit  none written from here yet"
done
expect_refusal 2 ESCROW-TEMPLATE escrow init --template team-of-nine e
expect_no_file e
