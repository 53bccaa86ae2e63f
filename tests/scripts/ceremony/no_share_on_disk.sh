# No byte of a share reaches a disk, and none is where a core dump would take it.
# All formats and cores by gdb: tests/leaks/campaign.sh.
exec bash "${SOURCE_DIR:?}/tests/leaks/campaign.sh" --quick
