# A wrong command line ends with exit 2 and says what is wrong; help and version succeed.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"

expect_ok --help
expect_stdout "Usage: breakglass"
expect_ok --version
expect_refusal 2 -
expect_refusal 2 - no-such-noun
expect_stderr "no-such-noun"
expect_refusal 2 - --no-such-option
for noun in $("$BREAKGLASS" --help | sed -n '/^Subcommands:/,$ s/^  \([a-z-]*\) .*/\1/p'); do
    expect_refusal 2 - "$noun"
    expect_ok "$noun" --help
done
