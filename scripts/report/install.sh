#!/usr/bin/env bash
# Installs the chart library of report.py beside it, in the version and with the checksum of
# package-lock.json; nothing happens when it is there.
set -euo pipefail
cd "$(dirname "$0")"
[ -f node_modules/echarts/dist/echarts.min.js ] && exit 0
. ../packages.sh
command -v npm >/dev/null || install_packages npm
npm ci --no-audit --no-fund --ignore-scripts >&2
