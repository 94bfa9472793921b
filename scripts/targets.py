#!/usr/bin/env python3
"""Sets a baseline result against the calibration targets T1, T2, T7 and T8, one line each."""
import argparse

import numpy as np

import chuanzhe_results as cz


def stay_share(result, years):
    """Mean share [%] of staff who stayed over the festivals of `years`."""
    outcomes = result.labels("outcome")
    values = result.get("festival", keep=("outcome",)).mean(axis=0)
    staff, stayed = outcomes.index("staff"), outcomes.index("stayed")
    shares = [100 * row[stayed] / row[staff] for row, moment in zip(values, result.time)
              if row[staff] > 0 and cz.year_of(moment) in years]
    return float(np.mean(shares))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file")
    result = cz.Result(parser.parse_args().file)
    at = np.nonzero(result.time.astype("datetime64[M]") == np.datetime64("2021-12"))[0]
    if len(at) == 0:
        raise cz.NotAResult(f"{result.path}: the targets need December 2021 in the run")
    stock = result.in_zhejiang().mean(axis=0)[at[0]]
    poor = result.get("poor_in_zhejiang").mean(axis=0)[at[0]]
    rows = [
        ("T1", "workers in Zhejiang, end 2021 [persons]", 1774000, stock),
        ("T2", "formerly poor among them [persons]", 160000, poor),
        ("T7", "stayed in normal years 2019, 2023, 2024 [%]", 21.0,
         stay_share(result, (2019, 2023, 2024))),
        ("T8", "stayed in 2021 [%]", 57.0, stay_share(result, (2021,))),
    ]
    print(f"{'':4}{'target':46}{'value':>12}{'simulated':>12}{'error':>8}  within 15 %")
    for name, what, value, simulated in rows:
        error = simulated / value - 1
        print(f"{name:4}{what:46}{value:12,.1f}{simulated:12,.1f}{100 * error:7.1f}%"
              f"  {'yes' if abs(error) <= 0.15 else 'NO'}")


if __name__ == "__main__":
    cz.run_script(main)
