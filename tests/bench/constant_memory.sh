#!/usr/bin/env bash
# The 4 GiB case: tests/bench/constant_memory.sh path/to/breakglass. Needs 9 GiB in $TMPDIR.
BREAKGLASS=$(realpath "${1:?path of the breakglass binary}")
SOURCE_DIR=$(realpath "$(dirname "$0")/../..")
. "$SOURCE_DIR/tests/scripts/expect.sh"
. "$SOURCE_DIR/tests/scripts/with_escrow.sh"
BYTES=${BYTES:-4294967296} . "$SOURCE_DIR/tests/bench/measure_memory.sh"
