# Killed in the middle of a write, a sync or a rename, the same ceremony carries on; never neither old nor new.
# At every call: tests/faults/ceremony.sh.
exec bash "${SOURCE_DIR:?}/tests/faults/ceremony.sh" --quick
