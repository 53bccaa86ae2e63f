#!/usr/bin/env bash
# Style of every source file: clang-format, and clang-tidy with warnings as errors.
#   tests/lint.sh                 both (minutes: clang-tidy reads every file)
#   tests/lint.sh --format-only   clang-format alone (seconds)
set -euo pipefail
cd "$(dirname "$0")/.."

mapfile -t sources < <(git ls-files '*.cpp' '*.h')
printf '== clang-format: %d files\n' "${#sources[@]}"
clang-format --dry-run --Werror "${sources[@]}"
[ "${1:-}" != --format-only ] || exit 0

cmake --preset fuzz >/dev/null
cmake --build --preset fuzz --target records >/dev/null  # its generated headers
mapfile -t units < <(git ls-files 'shamir/*.cpp' 'formats/*.cpp' 'cli/*.cpp')
printf '== clang-tidy: %d files\n' "${#units[@]}"
printf '%s\n' "${units[@]}" | xargs --max-args 1 --max-procs "$(nproc)" clang-tidy -p build/fuzz --quiet
