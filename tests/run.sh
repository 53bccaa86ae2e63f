#!/usr/bin/env bash
# Installs what is needed, builds, and runs every test with g++; and, with clang under the address and
# undefined-behaviour sanitizers, the rooms that read bytes from outside and a short run of each fuzz
# target. Debian 12; root or sudo for the packages.
#   tests/run.sh                          everything
#   tests/run.sh PRESET [CTEST ARGS...]   one of dev, asan, fuzz, release, layers
set -euo pipefail
cd "$(dirname "$0")/.."
. tests/packages.sh

# shellcheck disable=SC2086
install_missing $build_packages $tool_packages $test_packages

# Independent implementations that our files must agree with; from the npm registry when it answers.
mkdir -p build
npm_dir=$PWD/build/npm
if [ ! -d "$npm_dir/node_modules/slip39" ] || [ ! -d "$npm_dir/node_modules/age-encryption" ]; then
    mkdir -p "$npm_dir"
    printf '== fetching npm slip39 and age-encryption\n'
    npm --prefix "$npm_dir" install --silent --no-audit --no-fund slip39@0.1.9 age-encryption@0.3.1 >/dev/null 2>&1 ||
        printf '   not to be had: the cases that need them will say so and be skipped\n'
fi
export BREAKGLASS_NPM=$npm_dir/node_modules
if [ -z "${BREAKGLASS_VECTORS:-}" ] && [ -d ../shared/vectors ]; then
    BREAKGLASS_VECTORS=$(cd ../shared/vectors && pwd)
    export BREAKGLASS_VECTORS
fi


# build_and_test PRESET TARGET CTEST-ARGS...
build_and_test() {
    local preset=$1 target=$2; shift 2
    printf '== configuring (%s)\n' "$preset"
    cmake --preset "$preset" >"build/configure.log" 2>&1 || { cat build/configure.log; exit 1; }
    printf '== building (%s)\n' "$preset"
    cmake --build --preset "$preset" --target "$target"
    printf '== testing (%s)\n' "$preset"
    (cd "build/$preset" && ctest --output-on-failure --parallel "$(nproc)" "$@")
}

if [ $# -gt 0 ]; then
    preset=$1; shift
    build_and_test "$preset" all "$@"
else
    tests/lint.sh --format-only
    build_and_test fuzz edges --label-regex 'edge|fuzz'
    build_and_test dev all
fi
