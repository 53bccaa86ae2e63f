# A page that was folded, stained, turned or photographed still reads; where its code is gone the words do.
# All layouts and damages: tests/paper/campaign.sh, docs/paper.md.
exec bash "${SOURCE_DIR:?}/tests/paper/campaign.sh" --quick
