#!/usr/bin/env bash
# Installs what is missing, builds, and runs every test. Run it again at any time.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/packages.sh
install_packages "${build_packages[@]}" "${script_packages[@]}" "${test_packages[@]}"

echo "== one result from g++, clang and a debug build, any threads, with and without FMA"
for preset in release clang plain; do
  cmake --preset "$preset" >/dev/null
done
cmake --build --preset release --target chuanzhe
cmake --build --preset clang --target chuanzhe_run_only
cmake --build --preset plain --target chuanzhe_run_only
/usr/bin/python3 tests/determinism/same_results.py scenarios/stay_bonus.yaml \
  build/release/sim/app/chuanzhe build/clang/sim/app/chuanzhe_run_only \
  build/plain/sim/app/chuanzhe_run_only

echo "== tests"
cmake --build --preset release
ctest --preset release --parallel 2
