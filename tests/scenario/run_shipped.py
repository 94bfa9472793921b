#!/usr/bin/env python3
"""Every shipped scenario runs, without warnings: run_shipped.py PROGRAM SCENARIO ..."""
import subprocess
import sys

SHORT = ["run.persons_per_agent=100", "run.start=2021-09", "run.end=2022-11", "run.burn_in=4"]


def main():
    program, scenarios = sys.argv[1], sys.argv[2:]
    failed = []
    for scenario in scenarios:
        words = [program, "run", scenario, "--no-output"]
        for override in SHORT:
            words += ["--set", override]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        if done.returncode != 0 or "warning" in done.stderr or "workers in Zhejiang" not in done.stdout:
            failed.append(f"{scenario}: status {done.returncode}: {done.stderr}")
    print("\n".join(failed) or f"{len(scenarios)} scenarios run")
    sys.exit(bool(failed) or not scenarios)


if __name__ == "__main__":
    main()
