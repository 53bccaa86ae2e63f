# A catalog that is damaged, absent or something else is told, with the way back.
source "$(dirname "$0")/../expect.sh"
. "$SOURCE_DIR/tests/scripts/people.bash"
init_escrow team-of-five escrow
export BREAKGLASS_ESCROW=$HERE/escrow
cp escrow/catalog.db whole

echo "dear diary" >escrow/catalog.db
expect_refusal 4 CATALOG-FOREIGN kek list
expect_stderr 'escrow open'
: >escrow/catalog.db
expect_refusal 4 CATALOG-FOREIGN kek list
head -c 20000 whole >escrow/catalog.db
expect_refusal 4 CATALOG-DAMAGED kek list
cp whole escrow/catalog.db
printf '\xee\xee\xee\xee\xee\xee\xee\xee' | dd of=escrow/catalog.db bs=1 seek=16384 conv=notrunc 2>/dev/null
expect_refusal 4 CATALOG-DAMAGED kek list
rm escrow/catalog.db
expect_refusal 1 ESCROW-INCOMPLETE kek list
expect_no_file escrow/catalog.db
cp whole escrow/catalog.db
expect_ok kek list
