# While one command changes an escrow another is told so, and the lock dies with its holder.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
needs flock
expect_ok escrow init --template team-of-five e
expect_ok --escrow e escrow kit kit-1
exec 9>>e/lock
flock --exclusive 9
expect_refusal 1 ESCROW-BUSY --escrow e escrow kit kit-2
expect_stderr "is at work in"
expect_no_file kit-2
exec 9>&-
expect_ok --escrow e escrow kit kit-2
