#!/usr/bin/env bash
# The main job on this machine's own files: make a recovery key, seal backups, lose everything,
# come back with three cards, rotate, and open the backup with nothing but age.
# Installs what it needs (Debian 12), builds a release binary, works in build/quickstart.
set -euo pipefail
cd "$(dirname "$0")/.."
project=$PWD
. tests/packages.sh

step() { printf '\n\033[1m== %s\033[0m\n' "$*"; }
tell() { printf '   %s\n' "$*"; }
# show ARGS...: the command as a person would type it, then its own words
show() { printf '   $ breakglass %s\n' "$(printf '%q ' "$@")" | sed "s#$work/##g"; breakglass "$@" 2>&1 | tee "$work/last" | sed "s#$work/##g; s/^/     /"; }
# refused ARGS...: the command must fail
refused() {
    printf '   $ breakglass %s\n' "$(printf '%q ' "$@")" | sed "s#$work/##g"
    local status=0
    breakglass "$@" >"$work/refusal" 2>&1 || status=$?
    sed "s#$work/##g; s/^/     /" "$work/refusal"
    rm "$work/refusal"
    [ "$status" != 0 ] || { tell "this should have been refused"; exit 1; }
    tell "(refused, exit $status)"
}

step "Packages and a release build"
# shellcheck disable=SC2086
install_missing $build_packages $tool_packages
mkdir -p build
cmake --preset release -DBREAKGLASS_TESTS=OFF >build/configure.log 2>&1 || { cat build/configure.log; exit 1; }
cmake --build --preset release
breakglass() { "$project/build/release/breakglass" "$@"; }

work=$project/build/quickstart
rm -rf "$work"
mkdir -p "$work"/{desk,people,keystore,offsite,backup-host,stick}
export XDG_CONFIG_HOME=$work/backup-host/config
unset BREAKGLASS_ESCROW

step "1. An escrow: who holds what, and who may do what"
tell "three people have SSH keys: platform-lead (the owner), security-lead, legal (also the witness)"
for person in owner security-lead legal; do
    ssh-keygen -q -t ed25519 -N '' -C "$person" -f "$work/people/$person"
done
key_line() { cut -d' ' -f1,2 "$work/people/$1.pub"; }
sed -e "s#@OFFSITE@#$work/offsite#" -e "s#@OWNER_KEY@#$(key_line owner)#" \
    -e "s#@SECURITY_KEY@#$(key_line security-lead)#" -e "s#@LEGAL_KEY@#$(key_line legal)#" \
    examples/policies/quickstart.toml >"$work/desk/policy.toml"
show escrow init --policy "$work/desk/policy.toml" "$work/escrow"
export BREAKGLASS_ESCROW=$work/escrow
tell "nothing happens before owner and witness have signed the policy:"
show policy apply --key "$work/people/owner" --witness-key "$work/people/legal"

step "2. A KEK for everyday restores; its file lies outside the escrow"
head -c 18 /dev/urandom | base64 >"$work/desk/kek-1.passphrase"
show kek create archive-1 --keystore "file:$work/keystore/archive-1.age" --owner security-lead \
    --purpose "everyday restores" --passphrase-file "$work/desk/kek-1.passphrase"

step "3. The ceremony: a recovery key, five cards, every card read back"
tell "a ceremony refuses a machine with a network and disks, unless each is allowed, which is recorded:"
allow=(--allow-network --allow-swap --allow-disk)
show ceremony run --output-dir "$work/cards-1" --read-back "${allow[@]}"
cards_1=("$work"/cards-1/*.txt)
tell "any phone reads a card; here zbarimg: $(zbarimg -q --raw "${cards_1[0]%.txt}.png" 2>/dev/null | cut -c1-46)..."

step "4. Backups: the machine's own files, and a dump through a command"
# this machine's own files, up to about 256 MB of them
find /usr/bin /usr/lib /usr/include /usr/share -xdev -type f -readable -size -16M -printf '%s\t%p\n' 2>/dev/null |
    awk -F '\t' 'sum < 256e6 { sum += $1; print $2 }' >"$work/archive.list"
tar --create --file "$work/archive.tar" --directory / --absolute-names --files-from "$work/archive.list"
archive_bytes=$(stat -c %s "$work/archive.tar")
[ "$archive_bytes" -ge 200000000 ] || { tell "the archive has only $archive_bytes bytes"; exit 1; }
tell "archive.tar: $((archive_bytes / 1000000)) MB"
show escrow export-sealing --output "$work/backup-host/sealing" --key "$work/people/owner" --expires 90d
tell "the backup host has this file and no secret; it does not know the escrow directory:"
( unset BREAKGLASS_ESCROW
  time breakglass backup seal "$work/archive.tar" --sealing "$work/backup-host/sealing" --label machine-files \
      --surface archive --output-dir "$work/offsite" >>"$work/backup-host/receipts.jsonl"
  breakglass backup seal --sealing "$work/backup-host/sealing" --label package-list --surface database --kind export \
      --output-dir "$work/offsite" -- dpkg-query --list >>"$work/backup-host/receipts.jsonl"
) 2>&1 | sed "s#$work/##g; s/^/     /"
show backup register offsite --receipts "$work/backup-host/receipts.jsonl"
show backup list
show escrow kit "$work/stick/kit"

step "5. The worst day: the KEK and the escrow directory are gone"
mkdir "$work/thief"
cp "$work/keystore/archive-1.age" "$work/desk/kek-1.passphrase" "$work/thief"   # what somebody copied before
rm -rf "$work/keystore" "$work/escrow" "$work/desk/kek-1.passphrase"
tell "left: three people with cards, the stick with the kit, the offsite store"

step "6. The incident: the kit, a fresh KEK, two approvals, three cards"
show escrow open "$work/stick/kit" "$work/escrow-2"
export BREAKGLASS_ESCROW=$work/escrow-2
mkdir "$work/keystore"
head -c 18 /dev/urandom | base64 >"$work/desk/kek-2.passphrase"
show kek create archive-2 --keystore "file:$work/keystore/archive-2.age" --owner security-lead \
    --purpose "after the incident" --passphrase-file "$work/desk/kek-2.passphrase"
show case request incident --reason "the escrow host and its KEK are lost" --reference TICKET-4711 \
    --scope label=machine-files,latest --key "$work/people/owner"
case=$(grep -m1 -oE 'incident-[0-9]{8}-[0-9a-f]{8}' "$work/last")
tell "who asked never approves, and one approval is not enough:"
refused case approve "$case" --yes --key "$work/people/owner"
show case approve "$case" --yes --key "$work/people/security-lead"
refused incident run "$case" --fresh-kek archive-2 --words "${cards_1[0]}" --output-dir "$work/restored"
show case approve "$case" --yes --key "$work/people/legal"
show case show "$case"
tell "two cards are not enough:"
refused incident run "$case" --fresh-kek archive-2 --words "${cards_1[0]}" --words "${cards_1[2]}" --output-dir "$work/restored"
tell "with a third, this one as a scanned picture:"
show incident run "$case" --fresh-kek archive-2 --words "${cards_1[0]}" --words "${cards_1[2]}" --qr "${cards_1[4]%.txt}.png" \
    --output-dir "$work/restored"
cmp "$work/archive.tar" "$work"/restored/machine-files* && tell "restored byte by byte: $((archive_bytes / 1000000)) MB"

step "7. The key was used: a new recovery key, and nothing stays under the old ones"
show ceremony run --output-dir "$work/cards-2" --read-back "${allow[@]}"
show rotation run --passphrase-file "$work/desk/kek-2.passphrase"
show escrow status
show case close "$case" --key "$work/people/owner"
tell "what happened is in the ledger; nobody can change it unseen:"
show ledger show --last 8
show ledger verify

step "8. The old cards and the old KEK are tried on the rewritten file"
file=$(ls "$work"/offsite/machine-files*)
( unset BREAKGLASS_ESCROW; breakglass share combine --identity --output "$work/thief/old-identity" "${cards_1[@]:0:3}" ) # a thief has no escrow
refused backup open --identity "$work/thief/old-identity" "$file" --output "$work/thief/archive.tar"
refused backup open --identity "$work/thief/archive-1.age" --passphrase-file "$work/thief/kek-1.passphrase" \
    "$file" --output "$work/thief/archive.tar"

step "9. And without breakglass: the new words, a short script, Debian's age"
cards_2=("$work"/cards-2/*.txt)
unset BREAKGLASS_ESCROW   # where the escrow is at hand, share combine refuses its key
breakglass share combine --hex --output "$work/new.hex" "${cards_2[1]}" "${cards_2[2]}" "${cards_2[3]}"
tell "(any SLIP-39 tool gives these 64 hex digits from the words)"
python3 examples/recover-without-breakglass/hex_to_age_identity.py <"$work/new.hex" >"$work/new-identity"
age --decrypt --identity "$work/new-identity" "$file" | cmp - "$work/archive.tar" &&
    tell "age opened the same file: identical"
rm -f "$work/new.hex" "$work/new-identity" "$work/thief/old-identity"

step "Done. Worth looking at"
for path in "${cards_2[0]}" "${cards_2[0]%.txt}.pdf" "$work/desk/policy.toml" "$work/backup-host/sealing" \
    "$work/backup-host/receipts.jsonl" "$work/stick/kit/README.txt" "$file"; do
    tell "${path#"$project"/}"
done
