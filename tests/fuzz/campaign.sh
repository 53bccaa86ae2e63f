#!/usr/bin/env bash
# A long fuzzing run: tests/fuzz/campaign.sh [SECONDS-PER-TARGET, default 600]
# New inputs collect in build/fuzz-corpus; a crash stops the run and names its input, which then
# belongs into tests/fuzz/corpus/<target>.
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds=${1:-600}

cmake --preset fuzz >/dev/null
cmake --build --preset fuzz
for target in build/fuzz/tests/fuzz/fuzz_*; do
    [ -x "$target" ] || continue
    name=$(basename "$target"); name=${name#fuzz_}
    mkdir -p "build/fuzz-corpus/$name"
    printf '== %s for %s s\n' "$name" "$seconds"
    "$target" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -print_final_stats=1 \
        -jobs="$(nproc)" -workers="$(nproc)" -artifact_prefix="build/fuzz-corpus/$name-" \
        "build/fuzz-corpus/$name" "tests/fuzz/corpus/$name"
done
