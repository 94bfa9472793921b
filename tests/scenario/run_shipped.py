#!/usr/bin/env python3
"""Every shipped scenario runs, without warnings, and its result tells its scenario.

run_shipped.py PROGRAM SCENARIO ...
"""
import pathlib
import subprocess
import sys
import tempfile

SHORT = ["run.persons_per_agent=100", "run.start=2021-03", "run.end=2022-11", "run.burn_in=4"]


def problem_of(program, scenario, result):
    words = [program, "run", scenario, "-o", result]
    for override in SHORT:
        words += ["--set", override]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode != 0 or "warning" in done.stderr or "workers in Zhejiang" not in done.stdout:
        return f"{scenario}: status {done.returncode}: {done.stderr}"
    again = subprocess.run([program, "compare", result, result], capture_output=True,
                           text=True, check=False)
    if again.returncode != 0 or "has the same scenario as the base" not in again.stdout:
        return f"{scenario}: its result cannot be read back: {again.stderr}"
    return ""


def main():
    program, scenarios = sys.argv[1], sys.argv[2:]
    with tempfile.TemporaryDirectory() as folder:
        problems = [problem_of(program, scenario, pathlib.Path(folder) / f"{i}.h5")
                    for i, scenario in enumerate(scenarios)]
    failed = [problem for problem in problems if problem]
    print("\n".join(failed) or f"{len(scenarios)} scenarios run")
    sys.exit(bool(failed) or not scenarios)


if __name__ == "__main__":
    main()
