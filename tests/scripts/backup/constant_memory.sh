# Sealing and restoring take the same little memory whatever the size: 512 MiB in under 64 MiB.
. "${SOURCE_DIR:?}/tests/scripts/expect.sh"
needs python3
. "$SOURCE_DIR/tests/scripts/with_escrow.sh"
BYTES=536870912 . "$SOURCE_DIR/tests/bench/measure_memory.sh"
