#!/usr/bin/env bash
# Every card layout, printed and damaged: how many of how many pictures still read, by Debian's zbarimg
# and by breakglass itself; and that the words on the page suffice where none does.
#   BREAKGLASS=build/release/breakglass tests/paper/campaign.sh                all eight pages, up to an hour
#   BREAKGLASS=build/release/breakglass tests/paper/campaign.sh a4-page-en...  these pages: {a4,letter}-{page,folded}-{en,id}
#   BREAKGLASS=build/release/breakglass tests/paper/campaign.sh --quick        one page, the damages that must read: the suite's
# Ends with 1 when a damage that is expected to read does not, 77 when a tool is missing.
mode=${1:-}
SOURCE_DIR=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
[ ! -d /dev/shm ] || export TMPDIR=/dev/shm
case ${BREAKGLASS:?} in /*) ;; *) BREAKGLASS=$PWD/$BREAKGLASS ;; esac
. "$SOURCE_DIR/tests/scripts/expect.sh"
. "$SOURCE_DIR/tests/scripts/people.bash"
needs zbarimg pdftoppm pdftotext
python=
for candidate in python3 /usr/bin/python3; do
    if "$candidate" -c 'import PIL' 2>/dev/null; then python=$candidate; break; fi
done
[ -n "$python" ] || skip "python3-pil is not installed"
damage() { "$python" "$SOURCE_DIR/tests/paper/damage.py" "$@"; }

# what no reader is expected to see through; there the words must do
beyond_reading="stain-finder"
if [ "$mode" = --quick ]; then
    pages=a4-page-en resolutions=150
    damages="rotate-3 rotate-180 fold-across stain-ink phone+jpeg-60 blur-3 stain-finder"
else
    pages=${*:-$(echo {a4,letter}-{page,folded}-{en,id})} resolutions="150 300"
    damages="$(damage list single) $(damage list pairs)"
fi

unset BREAKGLASS_KEY
keyed_policy team-of-five policy.toml
unset BREAKGLASS_KEY
expect_ok escrow init --policy policy.toml escrow
apply_policy escrow
export BREAKGLASS_ESCROW=$HERE/escrow XDG_STATE_HOME=$HERE/state

zbar_reads() { [ "$(zbarimg -q --raw -Sdisable -Sqrcode.enable "$1" 2>/dev/null)" = "$2" ]; }
we_read() { "$BREAKGLASS" custodian check --manifest "$manifest" --qr "$1" --text-only >stdout 2>stderr </dev/null; }

declare -A tried read_by_zbar read_by_us
unread=()
# pictures RESOLUTION FORM PAGE.png TEXT DAMAGE...
pictures() {
    local resolution=$1 form=$2 page=$3 text=$4 name
    shift 4
    mkdir damaged
    damage "$page" damaged "$@"
    for name; do
        local place="$name $resolution" who=
        tried[$place]=$((${tried[$place]:-0} + 1))
        if zbar_reads "damaged/$name.png" "$text"; then
            read_by_zbar[$place]=$((${read_by_zbar[$place]:-0} + 1))
        else
            who=zbarimg
        fi
        if we_read "damaged/$name.png"; then
            read_by_us[$place]=$((${read_by_us[$place]:-0} + 1))
        else
            who+=" breakglass"
        fi
        [ -z "$who" ] || unread+=("$form, $resolution dpi, $name: $who")
    done
    rm -r damaged
}

cards=0 words_suffice=0
for wanted in $pages; do
    IFS=- read -r paper layout language <<<"$wanted"
    expect_ok ceremony start "${allow[@]}" --output-dir cards --format pdf,png --paper "$paper" --layout "$layout" \
        --language "$language"
    card=cards/custodians-$((cards % 5 + 1))-*
    pdf=$(echo $card.pdf) png=$(echo $card.png)
    set_id=$(sed -n 's/^  set         //p' "${pdf%.pdf}.txt")
    recipient=$(sed -n 's/^  recipient   //p' "${pdf%.pdf}.txt")
    words=$(grep -E '^([a-z]+ ){32}[a-z]+$' "${pdf%.pdf}.txt")
    text="BREAKGLASS 1 $set_id $recipient $words" manifest=escrow/manifests/$set_id.manifest
    for resolution in $resolutions; do
        pdftoppm -r "$resolution" -gray -png -singlefile "$pdf" page 2>/dev/null
        # shellcheck disable=SC2086
        pictures "$resolution" "$wanted, PDF" page.png "${text^^}" $damages
    done
    # the page as our own picture of 300 dpi
    # shellcheck disable=SC2046
    [ "$mode" = --quick ] || pictures 300 "$wanted, PNG" "$png" "${text^^}" $(damage list single)
    # the words as they stand on the page, in the order of their numbers, typed by somebody
    pdftotext -raw "$pdf" text
    grep -E '^([0-9]+ [a-z]+ ){2}[0-9]+ [a-z]+$' text | grep -oE '[a-z]+' | cut -c 1-4 | xargs >typed
    cards=$((cards + 1))
    if "$BREAKGLASS" custodian check --manifest "$manifest" --words typed --text-only >/dev/null 2>stderr </dev/null; then
        words_suffice=$((words_suffice + 1))
    fi
    expect_ok ceremony abandon "$set_id"
    rm -rf cards
done

header="| damage |" rule="|---|"
for resolution in $resolutions; do
    header+=" zbarimg, $resolution dpi | breakglass, $resolution dpi |" rule+="---|---|"
done
printf '%s\n%s\n' "$header" "$rule"
lost=0
for name in $damages; do
    line="| $name |"
    for resolution in $resolutions; do
        place="$name $resolution"
        line+=" ${read_by_zbar[$place]:-0} of ${tried[$place]} | ${read_by_us[$place]:-0} of ${tried[$place]} |"
        case " $beyond_reading " in
        *" $name "*) ;;
        *) lost=$((lost + tried[$place] - ${read_by_us[$place]:-0})) ;;
        esac
    done
    printf '%s\n' "$line"
done
printf '\nThe words of %s of %s cards, typed by their first four letters from the page, are right.\n' "$words_suffice" "$cards"
[ "$mode" = --quick ] || [ ${#unread[@]} = 0 ] || { printf '\nNot read:\n'; printf '%s\n' "${unread[@]}"; } >&2
[ "$words_suffice" = "$cards" ] || fail "the words of a card do not suffice"
[ "$lost" = 0 ] || fail "$lost pictures that should read do not"
