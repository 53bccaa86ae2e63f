# Sourced by every script case. Runs $BREAKGLASS in a folder of its own and checks what came out.
# A case ends with status 0 when every expectation held; 77 means skipped, with the reason printed.
set -euo pipefail

: "${BREAKGLASS:?path of the breakglass binary}"
: "${SOURCE_DIR:?path of the project}"
unset BREAKGLASS_ESCROW
HERE=$(mktemp -d "${TMPDIR:-/tmp}/breakglass-case.XXXXXX")
trap 'rm -rf "$HERE"' EXIT
cd "$HERE"

fail() { printf 'FAILED: %s\n' "$*" >&2; [ ! -s stderr ] || sed 's/^/  stderr: /' stderr >&2; exit 1; }
skip() { printf 'SKIPPED: %s\n' "$*"; exit 77; }
needs() { for tool in "$@"; do command -v "$tool" >/dev/null || skip "$tool is not installed"; done; }

# run ARGS...: keeps stdout, stderr and the exit status in files of these names and in $status
run() { status=0; "$BREAKGLASS" "$@" >stdout 2>stderr </dev/null || status=$?; }
# run_with INPUT-FILE ARGS...
run_with() { local input=$1; shift; status=0; "$BREAKGLASS" "$@" >stdout 2>stderr <"$input" || status=$?; }

# expect_ok ARGS...: the command succeeds
expect_ok() { run "$@"; [ "$status" = 0 ] || fail "expected success, got exit $status: $*"; }
# expect_refusal EXIT RULE-ID ARGS...: the command refuses with that exit code and rule id
expect_refusal() {
    local code=$1 rule=$2; shift 2
    run "$@"
    [ "$status" = "$code" ] || fail "expected exit $code ($rule), got $status: $*"
    [ "$rule" = - ] || grep -qF "[$rule]" stderr || fail "expected rule $rule: $*"
}
expect_stderr() { grep -qF -- "$1" stderr || fail "expected on stderr: $1"; }
expect_stdout() { grep -qF -- "$1" stdout || fail "expected on stdout: $1"; }
expect_no_file() { [ ! -e "$1" ] || fail "there must be no file $1"; }
expect_file() { [ -e "$1" ] || fail "there must be a file $1"; }
expect_same() { cmp -s "$1" "$2" || fail "$1 and $2 differ"; }
