# Each wrong set of shares has its own message, naming file and line, and leaves no output file.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"

expect_ok share split --threshold 3 --shares 5 --output-dir a
expect_ok share split --threshold 3 --shares 5 --output-dir b
words() { grep -v '^#' "$1"; }
refuses() { expect_refusal "$1" "$2" share combine --output out "${@:3}"; expect_no_file out; }

# too few, alone and by repetition
refuses 3 SHARE-TOO-FEW a/share-1-1.txt a/share-1-4.txt
expect_stderr '2 of the 3 shares needed are here'
refuses 3 SHARE-TOO-FEW a/share-1-1.txt a/share-1-1.txt a/share-1-1.txt

# of another set
refuses 4 SHARE-MIXED-SETS a/share-1-1.txt a/share-1-2.txt b/share-1-3.txt
expect_stderr '"b/share-1-3.txt" line 4 is of another set'

# a wrong checksum, named by file and line in a file of several
{ printf '# two of them\n'; words a/share-1-1.txt; words a/share-1-2.txt | awk '{ $1 = $1 == "zero" ? "acid" : "zero"; print }'; } >two.txt
refuses 4 SHARE-CHECKSUM two.txt a/share-1-3.txt
expect_stderr '"two.txt" line 3: the checksum does not match'

# an unknown word is named by its number and never quoted
words a/share-1-2.txt | awk '{ $7 = "xylophone"; print }' >unknown.txt
refuses 4 SHARE-WORD-UNKNOWN a/share-1-1.txt unknown.txt a/share-1-3.txt
expect_stderr '"unknown.txt" line 1: word 7 is not in the word list'
! grep -q xylophone stderr || fail "a word was shown"

words a/share-1-2.txt | awk '{ $7 = "?"; print }' >illegible.txt
refuses 4 SHARE-WORD-ILLEGIBLE a/share-1-1.txt illegible.txt a/share-1-3.txt
expect_stderr 'breakglass share repair'
words a/share-1-2.txt | sed 's/ [a-z]*$//' >lost.txt
refuses 4 SHARE-LENGTH a/share-1-1.txt lost.txt a/share-1-3.txt
expect_stderr '"lost.txt" line 1: the share has 32 words'

# files that are not words
: >empty.txt
head -c 100000 /dev/urandom >binary.txt
head -c 1000000 /dev/zero >huge.txt
printf 'hello there\n' >talk.txt
refuses 4 CARD-NO-WORDS empty.txt
refuses 4 CARD-LINE binary.txt
refuses 4 CARD-LINE a/share-1-1.txt talk.txt
expect_stderr '"talk.txt": line 1 is neither'
refuses 1 FILE-TOO-LARGE huge.txt
refuses 1 - absent.txt
refuses 1 FILE-IS-DIRECTORY a
refuses 2 SHARE-STDIN-TWICE - -
refuses 2 SHARE-STDIN-TWICE --passphrase-file - -

# the output
printf 'mine\n' >taken
expect_refusal 1 FILE-EXISTS share combine --output taken a/share-1-1.txt a/share-1-2.txt a/share-1-3.txt
[ "$(cat taken)" = mine ] || fail "an existing file was changed"
expect_refusal 1 - share combine --output absent/out a/share-1-1.txt a/share-1-2.txt a/share-1-3.txt
expect_refusal 2 - share combine a/share-1-1.txt
expect_refusal 2 - share combine --hex --identity --output out a/share-1-1.txt
printf '00112233445566778899aabbccddeeff\n' >hex
expect_ok share split --threshold 2 --shares 2 --hex --secret-file hex --output-dir half
refuses 2 SHARE-NOT-IDENTITY --identity half/share-1-1.txt half/share-1-2.txt
if [ -w /dev/full ]; then
    status=0
    "$BREAKGLASS" share combine --output - half/share-1-1.txt half/share-1-2.txt >/dev/full 2>stderr || status=$?
    [ "$status" = 1 ] || fail "a full disk behind standard output: exit $status"
fi
