# The cards are readable without breakglass: zbarimg reads the pictures, npm slip39 joins the words,
# age opens what was sealed to the recovery recipient.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
. "$SOURCE_DIR/tests/scripts/people.bash"
needs zbarimg

init_escrow team-of-five escrow
export BREAKGLASS_ESCROW=$HERE/escrow
expect_ok ceremony run "${allow[@]}" --output-dir cards --read-back
recipient=$(sed -n 's/^  recipient   //p' cards/custodians-1-finance.txt)
set_id=$(sed -n 's/^  set         //p' cards/custodians-1-finance.txt)

for card in cards/*.txt; do
    words=$(grep -E '^([a-z]+ ){32}[a-z]+$' "$card")
    numbered=$(sed -n '/^The words, numbered:/,/^The same words/p' "$card" | grep -oE ' [0-9]+ [a-z]+' | cut -d' ' -f3 | tr '\n' ' ')
    [ "$numbered" = "$words " ] || fail "$card: the numbered words differ from the line"
    code=$(zbarimg -q --raw "${card%.txt}.png" 2>/dev/null)
    expected="BREAKGLASS 1 $set_id $recipient $words"
    [ "$code" = "${expected^^}" ] || fail "$card: the picture says something else"
done

npm=${BREAKGLASS_NPM:-$SOURCE_DIR/build/npm/node_modules}
command -v node >/dev/null && [ -d "$npm/slip39" ] || skip "npm slip39 is not installed (BREAKGLASS_NPM)"
needs age python3
cat >join.js <<'JS'
const slip39 = require(process.argv[2] + '/slip39');
const words = process.argv.slice(3).map(file =>
    require('fs').readFileSync(file, 'utf8').split('\n').find(line => /^([a-z]+ ){32}[a-z]+$/.test(line)));
console.log(Buffer.from(slip39.recoverSecret(words, '')).toString('hex'));
JS
echo "the payroll of March" | age --recipient "$recipient" >sealed.age
for chosen in "1 2 3" "5 3 1" "2 4 5"; do
    files=(); for n in $chosen; do files+=(cards/custodians-$n-*.txt); done
    node join.js "$npm" "${files[@]}" >key.hex
    python3 "$SOURCE_DIR/examples/recover-without-breakglass/hex_to_age_identity.py" <key.hex >key
    [ "$(age --decrypt --identity key sealed.age)" = "the payroll of March" ] || fail "cards $chosen open nothing"
done
