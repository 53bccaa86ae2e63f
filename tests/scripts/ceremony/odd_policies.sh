# Policies at the edges: one card opens all, all cards are needed, too many, nobody, one key for two people,
# names in any script. What SLIP-39 can do goes through a whole ceremony; the rest is refused by name.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
. "$SOURCE_DIR/tests/scripts/people.bash"
template=$SOURCE_DIR/examples/policies/team-of-five.toml

# refused before anything exists
refused() { expect_refusal 2 "$1" escrow init --policy odd.toml never; expect_no_file never; }
sed 's/^threshold = 3/threshold = 6/' "$template" >odd.toml
refused POLICY-THRESHOLD
expect_stderr 'expected at most 5, the number of holders of "custodians"'
extra=$(seq 12 | sed 's/.*/  {person = "legal", delivery = "paper"},/')
awk -v extra="$extra" '{print} /person = "security-lead", delivery/ {print extra}' "$template" >odd.toml
refused POLICY-HOLDERS
expect_stderr 'names 17 holders for group "custodians", expected 1 to 16'
{ sed 's/^groups_required = 1/groups_required = 2/' "$template"
  printf '[[recovery.group]]\nname = "board"\nthreshold = 1\nholders = []\n'; } >odd.toml
refused POLICY-HOLDERS
expect_stderr 'names 0 holders for group "board"'
ssh-keygen -q -t ed25519 -N '' -C '' -f shared
key=$(cut -d' ' -f1,2 shared.pub)
sed -E "s#(person = \"(finance|legal)\", delivery = )\"paper\"#\1\"$key\"#" "$template" >odd.toml
refused POLICY-DELIVERY-TWICE
expect_stderr 'of "finance" and of "legal", to one key'
sed "s#^\# ssh = .*#ssh = \"$key\"#" "$template" >odd.toml
refused POLICY-SSH-KEY-TWICE
expect_stderr 'of "security-lead" is the key of "platform-lead" too'
# what would turn a line around on the operator's screen
sed "s/\"finance\"/\"fin$(printf '\342\200\256')ance\"/" "$template" >odd.toml
refused POLICY-TEXT

# any one card opens everything: said loudly, and every copy is read back under its holder's name
sed 's/^threshold = 3/threshold = 1/' "$template" >odd.toml
init_escrow odd.toml one-opens
expect_ok --escrow one-opens ceremony start "${allow[@]}" --output-dir one
expect_stdout "the one combination of cards that should open the key does"
grep -qF "copy 1 of 5, group custodians" one/custodians-1-finance.txt || fail "a copy says that it is one"
grep -qF "It opens them alone." one/custodians-1-finance.txt || fail "a card that opens alone says so"
expect_refusal 4 CARD-HOLDER-UNSTATED --escrow one-opens ceremony confirm --qr one/custodians-1-finance.png
expect_ok --escrow one-opens ceremony confirm --cards one
expect_ok --escrow one-opens ceremony activate
run --escrow one-opens policy check
[ "$status" = 6 ] || fail "one card that opens everything is serious"
expect_stdout POLICY-ONE-SHARE-OPENS

# all are needed, names in three scripts, with and without a font
sed -e 's/^threshold = 3/threshold = 5/' -e 's/"finance"/"مالية ١"/' -e 's/"director"/"🦊 direktur"/' \
    -e 's/"legal"/"משפטי"/' "$template" >odd.toml
rm -r people
init_escrow odd.toml all-needed
expect_ok --escrow all-needed ceremony run "${allow[@]}" --output-dir all --read-back
expect_stdout "is active"
for name in "1-مالية_١" "2-🦊_direktur" "3-משפטי"; do
    expect_file "all/custodians-$name.pdf"
    export XDG_STATE_HOME=$HERE/home-$name
    expect_ok --escrow all-needed custodian check --words "all/custodians-$name.txt" --text-only
done
