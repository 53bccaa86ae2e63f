# A split that makes no sense, or whose files cannot appear, leaves nothing behind.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"

refuses() { expect_refusal "$@" --output-dir none; expect_no_file none; }
refuses 2 SPLIT-PLAN share split
refuses 2 SPLIT-PLAN share split --threshold 3
refuses 2 SPLIT-PLAN share split --threshold 3 --shares 5 --group a=2/3
refuses 2 SPLIT-PLAN share split --threshold 3 --shares 5 --groups-required 1
refuses 2 SPLIT-PLAN share split --group a=2/3 --group b=2/3
refuses 2 SPLIT-PLAN share split --group a=2/3 --group a=2/3 --groups-required 1
for group in a a=2 a=2/ =2/3 a/b=2/3 a=two/3 'a b=2/3' a=2/3/4 a=-2/3; do
    refuses 2 SPLIT-PLAN share split --group "$group" --groups-required 1
done
refuses 2 SPLIT-THRESHOLD share split --threshold 6 --shares 5
refuses 2 SPLIT-THRESHOLD share split --threshold 1 --shares 5
refuses 2 SPLIT-THRESHOLD share split --threshold 2 --shares 17
refuses 2 SPLIT-THRESHOLD share split --group a=2/3 --group b=2/3 --groups-required 3
refuses 2 SPLIT-THRESHOLD share split --threshold 2 --shares 3 --iteration-exponent 16

: >empty
head -c 15 /dev/urandom >short
head -c 33 /dev/urandom >odd
head -c 300 /dev/urandom >long
for secret in empty short odd long; do
    refuses 2 SPLIT-SECRET-LENGTH share split --threshold 2 --shares 3 --secret-file $secret
done
head -c 100000 /dev/urandom >huge
refuses 1 FILE-TOO-LARGE share split --threshold 2 --shares 3 --secret-file huge
refuses 1 - share split --threshold 2 --shares 3 --secret-file absent
mkdir folder
refuses 1 FILE-IS-DIRECTORY share split --threshold 2 --shares 3 --secret-file folder

# text where raw bytes were said is a mistake that would be noticed too late
printf '# created\nAGE-SECRET-KEY-1QQQ\n' >key.txt
refuses 2 SPLIT-SECRET-FORM share split --threshold 2 --shares 3 --secret-file key.txt
refuses 2 SPLIT-SECRET-FORM share split --threshold 2 --shares 3 --secret-file key.txt --identity
printf '00112233445566778899aabbccddeeff\n' >hex
refuses 2 SPLIT-SECRET-FORM share split --threshold 2 --shares 3 --secret-file hex
refuses 2 SPLIT-SECRET-FORM share split --threshold 2 --shares 3 --secret-file short --hex

head -c 32 /dev/urandom >secret
printf 'caf\xc3\xa9\n' >accent
refuses 2 SPLIT-PASSPHRASE share split --threshold 2 --shares 3 --secret-file secret --passphrase-file accent
refuses 2 SHARE-STDIN-TWICE share split --threshold 2 --shares 3 --secret-file - --passphrase-file -

# one name taken: none of the files appears, the one that was there is untouched
mkdir cards
printf 'mine\n' >cards/share-1-2.txt
expect_refusal 1 FILE-EXISTS share split --threshold 2 --shares 3 --secret-file secret --output-dir cards
[ "$(ls cards)" = share-1-2.txt ] && [ "$(cat cards/share-1-2.txt)" = mine ] || fail "cards was changed"
expect_refusal 1 - share split --threshold 2 --shares 3 --secret-file secret --output-dir absent/cards
printf 'x' >file
expect_refusal 1 - share split --threshold 2 --shares 3 --secret-file secret --output-dir file
