# No byte of a key or share of an incident where it may not be: the quick part of tests/leaks/incident.sh,
# which by itself also takes cores at every step.
exec bash "${SOURCE_DIR:?}/tests/leaks/incident.sh" --quick
