# A wrong policy or a taken directory leaves everything as it was.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
policy=$SOURCE_DIR/examples/policies/team-of-five.toml
sed 's/threshold = 3/threshold = 9/' "$policy" >nine.toml
expect_refusal 2 POLICY-THRESHOLD escrow init --policy nine.toml e
expect_stderr 'line 15: [[recovery.group]] "threshold" is 9, expected at most 5'
head -c 100000 /dev/urandom >noise.toml
expect_refusal 2 POLICY-NOT-UTF8 escrow init --policy noise.toml e
: >empty.toml
expect_refusal 2 POLICY-MISSING-KEY escrow init --policy empty.toml e
head -c 2000000 /dev/zero >huge.toml
expect_refusal 1 FILE-TOO-LARGE escrow init --policy huge.toml e
expect_refusal 1 FILE-MISSING escrow init --policy nothing.toml e
mkdir folder
expect_refusal 1 FILE-IS-DIRECTORY escrow init --policy folder e
printf 'escrow = "\033[2Jboo"' >escape.toml
expect_refusal 2 - escrow init --policy escape.toml e
! grep -q $'\033' stderr || fail "an escape reached the terminal"
expect_no_file e

mkdir full && echo keep >full/note
expect_refusal 1 ESCROW-EXISTS escrow init --policy "$policy" full
expect_refusal 1 ESCROW-EXISTS escrow init --policy "$policy" full/note
[ "$(cat full/note)" = keep ] || fail "a file was touched"
expect_refusal 1 FILE-MISSING escrow init --policy "$policy" no/such/parent
expect_refusal 2 - escrow init e
expect_refusal 2 - escrow init --policy "$policy" --template team-of-five e
expect_no_file e
[ -z "$(find . -name '.*partial*')" ] || fail "half an escrow was left"
