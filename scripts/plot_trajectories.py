#!/usr/bin/python3
"""Monthly trajectories of one or more results: stock, formerly poor, hires, tightness."""
import argparse

import numpy as np

import chuanzhe_results as cz
from plot_style import THOUSANDS, plt, save, style


def panel(axis, results, title, unit, values_of):
    for i, result in enumerate(results):
        mean, half = cz.mean_and_band(values_of(result))
        axis.plot(result.time, mean, label=result.scenario, linewidth=1.6, **style(i))
        if half is not None and i == 0:  # bands of paired runs would hide each other
            axis.fill_between(result.time, mean - half, mean + half, alpha=0.25,
                              color=style(i)["color"], linewidth=0)
    axis.set_title(title)
    axis.set_ylabel(unit)
    axis.yaxis.set_major_formatter(THOUSANDS)


def tightness(result):
    """Vacancies per seeker over all markets, seekers from other provinces included."""
    vacancies = result.numbers("vacancies").astype(float)
    theta = result.numbers("tightness")
    seekers = np.where(theta > 0, vacancies / np.maximum(theta, 1e-9), 0)
    return vacancies.sum(axis=(2, 3)) / np.maximum(seekers.sum(axis=(2, 3)), 1)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+")
    parser.add_argument("-o", "--output", default="output/runs/plots/trajectories.png")
    args = parser.parse_args()
    results = [cz.Result(path) for path in args.files]
    figure, axes = plt.subplots(2, 2, figsize=(14, 9), sharex=True)
    panel(axes[0, 0], results, "Sichuan workers of Zhejiang", "thousand persons",
          lambda r: r.in_zhejiang() / 1000)
    panel(axes[0, 1], results, "Formerly poor among them", "thousand persons",
          lambda r: r.get("poor_in_zhejiang") / 1000)
    panel(axes[1, 0], results, "Hires in Zhejiang", "thousand persons a month",
          lambda r: r.get("hires") / 1000)
    panel(axes[1, 1], results, "Vacancies per seeker", "ratio", tightness)
    axes[1, 1].yaxis.set_major_formatter("{x:.1f}")
    axes[0, 0].legend(loc="best")
    figure.tight_layout(rect=(0, 0.03, 1, 1))
    note = "The vertical axes do not begin at zero."
    if len(results) > 1:
        note += (f" The band is that of {results[0].scenario}; the others share its random "
                 "numbers: see plot_compare.py for the differences.")
    save(figure, args.output, results, note)


if __name__ == "__main__":
    cz.run_script(main)
