# Sourced after expect.sh by cases that print: a CUPS of the case's own, with a printer on a cable
# that is no cable. What it prints lands in $cups/printed/<job>; while $cups/jam exists it jams.
export PATH=$PATH:/usr/sbin
needs lp lpstat lpadmin cupsd

cups=$(mktemp -d /dev/shm/breakglass-cups.XXXXXX)
cupsd_pid=
trap 'stop_cupsd; rm -rf "$cups" "$HERE"' EXIT
[ "$(stat -f -c %T "$cups")" = tmpfs ] || skip "/dev/shm is no tmpfs"
export CUPS_SERVER=$cups/sock
mkdir -p "$cups"/{root,cache,state,log,bin/backend,printed,spool,tmp}
ln -s /usr/lib/cups/daemon "$cups/bin/daemon"  # cups-exec, which starts the backend
chmod 755 "$cups"
chmod 1777 "$cups/printed"
cat >"$cups/bin/backend/usb" <<BACKEND
#!/bin/sh
[ \$# -gt 0 ] || { echo 'direct usb://Test/Printer "Test" "Test"'; exit 0; }
[ ! -e $cups/jam ] || { echo "ERROR: paper jam" >&2; sleep 30; exit 1; }
cat "\${6:--}" >$cups/printed/\$1
BACKEND
chmod 700 "$cups/bin/backend/usb"
cp "$cups/bin/backend/usb" "$cups/bin/backend/socket" # a queue of this kind needs one to exist

# start_cupsd SPOOL CUPSD-CONF-LINES: a raw queue "office" on it
start_cupsd() {
    local spool=$1
    printf '%s\n' "Listen $CUPS_SERVER" "LogLevel warn" "Browsing No" "DefaultAuthType None" "${@:2}" \
        '<Location />' 'Allow all' '</Location>' \
        '<Policy default>' '<Limit All>' 'Order deny,allow' '</Limit>' '</Policy>' >"$cups/cupsd.conf"
    printf '%s\n' "ServerRoot $cups/root" "ServerBin $cups/bin" "RequestRoot $spool" "TempDir $cups/tmp" \
        "CacheDir $cups/cache" "StateDir $cups/state" "AccessLog $cups/log/access" \
        "ErrorLog $cups/log/error" "PageLog $cups/log/page" "SystemGroup $(id -gn)" >"$cups/cups-files.conf"
    cupsd -c "$cups/cupsd.conf" -s "$cups/cups-files.conf" -f >"$cups/log/cupsd" 2>&1 &
    cupsd_pid=$!
    local tries=0
    until lpstat -r 2>/dev/null | grep -q 'is running'; do
        kill -0 "$cupsd_pid" 2>/dev/null && [ $((tries += 1)) -lt 100 ] || skip "cupsd does not start here: $(tail -n 2 "$cups/log/error" "$cups/log/cupsd" 2>&1)"
        sleep 0.05
    done
    lpadmin -p office -E -v usb://Test/Printer 2>>"$cups/log/cupsd" ||
        fail "no queue: $(cat "$cups/log/cupsd")"
}

stop_cupsd() {
    [ -n "$cupsd_pid" ] || return 0
    kill "$cupsd_pid" 2>/dev/null || true
    wait "$cupsd_pid" 2>/dev/null || true
    cupsd_pid=
}
