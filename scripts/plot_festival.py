#!/usr/bin/python3
"""The Spring Festival year by year: who stayed, and who of the goers came back to what."""
import argparse

import numpy as np

import chuanzhe_results as cz
from plot_style import COLOURS, plt, save


def shares(result, numerator, denominator):
    """Mean share [%] by festival year and half width over replicates."""
    outcomes = result.labels("outcome")
    values = result.get("festival", keep=("outcome",))
    pick = lambda names: sum(values[..., outcomes.index(name)] for name in names)
    top, bottom = pick(numerator), pick(denominator)
    months = np.nonzero(bottom.sum(axis=0))[0]
    years = [int(cz.year_of(result.time[m])) for m in months]
    mean, half = cz.mean_and_band(100 * top[:, months] / np.maximum(bottom[:, months], 1))
    return years, mean, half


def bars(axis, results, title, numerator, denominator):
    width = 0.8 / len(results)
    for i, result in enumerate(results):
        years, mean, half = shares(result, numerator, denominator)
        places = np.array(years) + (i - (len(results) - 1) / 2) * width
        drawn = axis.bar(places, mean, width * 0.95, yerr=half, capsize=3, label=result.scenario,
                         color=COLOURS[i % len(COLOURS)], hatch=["", "//", "..", "xx"][i % 4],
                         edgecolor="white")
        if len(results) <= 2:
            axis.bar_label(drawn, fmt="%.0f", fontsize=8, padding=2)
        axis.set_xticks(years)
    axis.set_title(title)
    axis.set_ylabel("%")
    axis.grid(axis="x", visible=False)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+")
    parser.add_argument("-o", "--output", default="output/runs/plots/festival.png")
    args = parser.parse_args()
    results = [cz.Result(path) for path in args.files]
    back = ["back_same_post", "back_elsewhere", "not_back"]
    figure, axes = plt.subplots(3, 1, figsize=(13, 11), sharex=True)
    bars(axes[0], results, "Stayed in Zhejiang, share of staff", ["stayed"], ["staff"])
    bars(axes[1], results, "Back at the same post, share of goers", ["back_same_post"], back)
    bars(axes[2], results, "Not back in Zhejiang, share of goers", ["not_back"], back)
    handles, labels = axes[0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="upper right", ncol=len(results))
    figure.tight_layout(rect=(0, 0.03, 1, 0.97))
    save(figure, args.output, results, "Festival measured in its decision and return months.")


if __name__ == "__main__":
    cz.run_script(main)
