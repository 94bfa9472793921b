#!/usr/bin/env python3
"""Runs one small scenario with several builds and settings; every result must hold the same bytes.

same_results.py SCENARIO CHUANZHE [CHUANZHE...]: the builds to compare, the first is the reference.
Only the root attribute `build`, which names the compiler, may differ between builds.
"""
import os
import pathlib
import subprocess
import sys
import tempfile

import h5py
import numpy as np

SETTINGS = ["--set", "run.persons_per_agent=100", "--set", "run.end=2020-12",
            "--set", "run.start=2020-01", "--set", "output.trajectory_share=1"]
# The names of the processor features that glibc can be told not to use.
NO_FMA = {"GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX2_Usable,-FMA_Usable,-AVX2,-FMA,-FMA4_Usable"}


def run(binary, scenario, file, environment=None, more=()):
    subprocess.run([binary, "run", scenario, "-o", file, *SETTINGS, *more], check=True,
                   capture_output=True, env={**os.environ, **(environment or {})})


def content(path):
    """Every dataset and attribute as bytes, but the root attribute `build`."""
    found = {}

    def add(name, item):
        for key, value in item.attrs.items():
            if key not in ("DIMENSION_LIST", "REFERENCE_LIST") and (name, key) != ("/", "build"):
                found[f"{name}@{key}"] = repr(value)
        if isinstance(item, h5py.Dataset):
            value = item[()]
            found[name] = repr(value) if item.dtype == object else np.asarray(value).tobytes()

    with h5py.File(path, "r") as file:
        add("/", file)
        file.visititems(add)
    return found


def main():
    scenario, binaries = sys.argv[1], sys.argv[2:]
    with tempfile.TemporaryDirectory() as folder:
        reference = pathlib.Path(folder) / "reference.h5"
        run(binaries[0], scenario, reference)
        cases = {"again": (binaries[0], None, ()), "without FMA": (binaries[0], NO_FMA, ()),
                 **{f"{n} threads": (binaries[0], None, ("--threads", str(n))) for n in (1, 3, 7)}}
        for name, (binary, environment, more) in cases.items():
            file = pathlib.Path(folder) / "case.h5"
            run(binary, scenario, file, environment, (*more, "--overwrite"))
            if file.read_bytes() != reference.read_bytes():
                sys.exit(f"{name}: the file differs from the reference")
        expected = content(reference)
        for binary in binaries[1:]:
            file = pathlib.Path(folder) / "build.h5"
            run(binary, scenario, file, None, ("--overwrite",))
            found = content(file)
            differing = [key for key in expected if found.get(key) != expected[key]]
            if differing or len(found) != len(expected):
                sys.exit(f"{binary}: differs from the reference in {differing[:5]}")
    print(f"{len(cases) + len(binaries)} runs hold the same bytes")


if __name__ == "__main__":
    main()
