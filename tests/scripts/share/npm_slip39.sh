# npm slip39, an independent implementation, joins what we split and we join what it splits.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
needs node
npm=${BREAKGLASS_NPM:-$SOURCE_DIR/build/npm/node_modules}
[ -d "$npm/slip39" ] || skip "npm slip39 is not there: npm install it and set BREAKGLASS_NPM"
NODE_PATH=$npm node "$SOURCE_DIR/tests/scripts/share/npm_slip39.js" "$BREAKGLASS" "${CASES:-60}" || fail "npm slip39 disagrees"
