#!/usr/bin/env python3
"""A lever whose amounts are zero leaves every byte of the baseline's result.

zero_levers.py CHUANZHE SCENARIOS_FOLDER
Each lever of `chuanzhe levers` is put into the baseline as it comes, without an amount, and run by
the command.
"""
import pathlib
import re
import subprocess
import sys
import tempfile

import h5py
import numpy as np

SMALL = ["--set", "run.persons_per_agent=400", "--set", "run.start=2021-09",
         "--set", "run.end=2022-10", "--set", "run.burn_in=2",
         "--set", "output.trajectory_share=0.2"]
# Of the policy axis, which the baseline has not, and what names the run.
OF_POLICIES = re.compile("policy|paid|recipients|debits|credits|payment|sampled_reach")


def run(program, scenario, result):
    subprocess.run([program, "run", scenario, "-o", result, *SMALL], check=True,
                   capture_output=True)


def content(path):
    with h5py.File(path, "r") as file:
        return {name: np.asarray(file[name][()]).tobytes() for name in file
                if isinstance(file[name], h5py.Dataset) and file[name].dtype.kind in "iuf"
                and not OF_POLICIES.search(name)}


def spent(path):
    with h5py.File(path, "r") as file:
        return int(np.abs(file["debits"][()]).sum()) if "debits" in file else 0


def main():
    program, scenarios = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
    listed = subprocess.run([program, "levers"], check=True, capture_output=True, text=True).stdout
    levers = re.findall(r"^([a-z_]+)$", listed, re.MULTILINE)
    failed = []
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        run(program, scenarios / "baseline.yaml", folder / "base.h5")
        base = content(folder / "base.h5")
        for lever in levers:
            scenario = folder / f"{lever}.yaml"
            scenario.write_text(f"extends: {scenarios}/baseline.yaml\nname: {lever}\nquestion: "
                                "nothing?\npolicies:\n"
                                f"  - {{id: it, lever: {lever}, from: 2021-09, payer: zj_prov}}\n",
                                encoding="utf-8")
            run(program, scenario, folder / f"{lever}.h5")
            found = content(folder / f"{lever}.h5")
            different = [name for name in base if found.get(name) != base[name]]
            if different or spent(folder / f"{lever}.h5") != 0:
                failed.append(f"{lever}: {', '.join(different) or 'money is paid'}")
    print("\n".join(failed) or f"{len(levers)} levers, {len(base)} variables each")
    sys.exit(bool(failed) or len(levers) < 20)


if __name__ == "__main__":
    main()
