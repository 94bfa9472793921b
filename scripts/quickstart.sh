#!/usr/bin/env bash
# The main job from nothing: installs what is missing, builds, runs the baseline and two what-ifs
# on all 183 counties, compares them, and draws their plots. Run it again at any time.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/packages.sh
install_packages "${build_packages[@]}" "${script_packages[@]}"

cmake --preset release >/dev/null
cmake --build --preset release --target chuanzhe
chuanzhe=build/release/sim/app/chuanzhe
runs=output/runs
mkdir -p "$runs"

for scenario in baseline rent_subsidy stay_bonus; do
  echo "== $scenario"
  "$chuanzhe" run "scenarios/$scenario.yaml" -o "$runs/quickstart_$scenario.h5" --replicates 4 --overwrite
done

echo "== targets"
"$chuanzhe" targets "$runs/quickstart_baseline.h5"

base=$runs/quickstart_baseline.h5
rent=$runs/quickstart_rent_subsidy.h5
stay=$runs/quickstart_stay_bonus.h5
echo "== what the policies change"
"$chuanzhe" compare "$base" "$rent"
"$chuanzhe" compare "$base" "$stay"
plots=$runs/plots
echo "== plots"
/usr/bin/python3 scripts/plot_trajectories.py "$base" "$rent" "$stay" -o "$plots/trajectories.png"
/usr/bin/python3 scripts/plot_festival.py "$base" "$stay" -o "$plots/festival.png"
/usr/bin/python3 scripts/plot_flows.py "$base" -o "$plots/flows.png"
/usr/bin/python3 scripts/plot_compare.py "$base" "$rent" -o "$plots/compare_rent_subsidy.png"
/usr/bin/python3 scripts/plot_compare.py "$base" "$stay" -o "$plots/compare_stay_bonus.png"
if scripts/report/install.sh; then
  /usr/bin/python3 scripts/report.py "$base" "$rent" "$stay" -o "$runs/quickstart.html" --overwrite
else
  echo "no report: the chart library could not be installed (scripts/report/install.sh)"
fi
echo
echo "results: $runs/quickstart_*.h5   plots: $plots/*.png"
