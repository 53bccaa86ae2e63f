# A file, standard input and a command's output go in; the same bytes come out, every way out.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
. "$SOURCE_DIR/tests/scripts/with_escrow.sh"

head -c 300000 /dev/urandom >data
expect_ok backup seal data --label 'db/näme ..' --surface database --kind snapshot --output-dir store --content-hash
grep -q "\"content_sha256\":\"$(sha256sum data | cut -c1-64)\"" stdout || fail "the receipt has no content hash"
id=$(field id stdout)
file=$(field file stdout)
[[ "$file" =~ ^db_n__me_..-[0-9]{8}T[0-9]{6}Z-${id:0:8}\.age$ ]] || fail "unexpected name $file"
[ "$(stat -c %s "store/$file")" = $((4096 + 16 + 300000 + 5 * 16)) ] || fail "unexpected size"
[ "$(stat -c %a "store/$file")" = 600 ] || fail "the backup must be readable by its owner alone"

expect_ok backup restore "$id" "${unlock[@]}" --output one && expect_same one data
expect_stderr "its other way in is proven"
expect_ok backup restore --output - "${unlock[@]}" "${id:0:8}" && expect_same stdout data
expect_ok backup restore "$id" "${unlock[@]}" -- dd of=three status=none && expect_same three data
mkdir out
expect_ok backup restore --label 'db*' --latest "${unlock[@]}" --output-dir out --json
expect_stdout '"content_compared":true'
expect_same "out/${file%.age}" data

status=0; "$BREAKGLASS" backup seal - --label pipe --output store/pipe.age <data >stdout 2>stderr || status=$?
[ "$status" = 0 ] || fail "sealing standard input: exit $status"
expect_ok backup restore --label pipe "${unlock[@]}" --output two && expect_same two data
expect_ok backup seal --label words --output store/words.age -- printf '%s|' --label -- x
expect_ok backup restore --label words "${unlock[@]}" --output -
[ "$(cat stdout)" = '--label|--|x|' ] || fail "the command did not get its words"

expect_ok backup list
expect_stdout "pipe"
expect_ok backup list --label 'w*' --json
expect_stdout '"places":["offsite:words.age"]'
expect_ok backup inspect store/words.age "${unlock[@]}"
expect_stdout "printf"
expect_ok backup inspect "$id" --json
expect_stdout '"proven": true'
