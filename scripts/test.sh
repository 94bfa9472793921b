#!/usr/bin/env bash
# Installs what is missing, builds, and runs every test. Run it again at any time.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/packages.sh
install_packages "${build_packages[@]}" "${script_packages[@]}" "${test_packages[@]}"
cmake --preset release >/dev/null
cmake --build --preset release
ctest --preset release --parallel 2
