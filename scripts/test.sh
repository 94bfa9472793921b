#!/usr/bin/env bash
# Installs what is missing, builds, and runs every test. Run it again at any time.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/packages.sh
install_packages "${build_packages[@]}" "${script_packages[@]}" "${test_packages[@]}"

echo "== one result from g++, clang and a debug build, any threads, with and without FMA"
for preset in release clang dev; do
  cmake --preset "$preset" -DCHUANZHE_TESTS=ON >/dev/null
  cmake --build --preset "$preset" --target chuanzhe
done
/usr/bin/python3 tests/determinism/same_results.py scenarios/stay_bonus.yaml \
  build/release/sim/app/chuanzhe build/clang/sim/app/chuanzhe build/dev/sim/app/chuanzhe

echo "== tests"
cmake --build --preset release
ctest --preset release --parallel 2
