#!/usr/bin/env python3
"""Where the workers of each Sichuan prefecture are in Zhejiang: a flow map and a matrix."""
import argparse

import numpy as np

import chuanzhe_results as cz
from plot_style import COLOURS, plt, save


def prefecture_matrix(result, step):
    """Workers [persons] by prefecture and city in one month, and the prefectures' centres."""
    stock = result.in_zhejiang(keep=("county", "city")).mean(axis=0)[step]
    of_county = np.array(result.labels("county_prefecture"))
    names = sorted(set(of_county))
    lon, lat = result.numbers("county_longitude"), result.numbers("county_latitude")
    matrix = np.array([stock[of_county == name].sum(axis=0) for name in names])
    weight = stock.sum(axis=1) + 1
    centres = [(np.average(lon[of_county == name], weights=weight[of_county == name]),
                np.average(lat[of_county == name], weights=weight[of_county == name]))
               for name in names]
    order = np.argsort(-matrix.sum(axis=1))
    return [names[i] for i in order], matrix[order], [centres[i] for i in order]


def draw_map(axis, names, matrix, centres, result, flows):
    cities = result.labels("city_name")
    lon, lat = result.numbers("city_longitude"), result.numbers("city_latitude")
    largest = matrix.max()
    cells = np.dstack(np.unravel_index(np.argsort(-matrix, axis=None)[:flows], matrix.shape))[0]
    for p, c in cells[::-1]:
        (x0, y0), (x1, y1) = centres[p], (lon[c], lat[c])
        t = np.linspace(0, 1, 40)
        lift = 1.2 * np.sin(np.pi * t)
        axis.plot(x0 + (x1 - x0) * t, y0 + (y1 - y0) * t + lift, color=COLOURS[0], alpha=0.45,
                  linewidth=0.3 + 7 * (matrix[p, c] / largest) ** 1.5, solid_capstyle="round")
    for (x, y), name, total in zip(centres, names, matrix.sum(axis=1)):
        axis.scatter(x, y, s=6 + 200 * total / matrix.sum(axis=1).max(), color=COLOURS[1], zorder=3)
        crowded = any(0 < x - u < 2.2 and abs(y - v) < 0.3 for u, v in centres)
        axis.annotate(name, (x, y), xytext=(5, -9) if crowded else (-5, 3),
                      textcoords="offset points", fontsize=8, ha="left" if crowded else "right",
                      zorder=4)
    for x, y, name, total in zip(lon, lat, cities, matrix.sum(axis=0)):
        axis.scatter(x, y, s=6 + 200 * total / matrix.sum(axis=0).max(), color=COLOURS[2],
                     marker="s", zorder=3)
        axis.annotate(name, (x, y), xytext=(6, -3), textcoords="offset points", fontsize=8)
    axis.set_xlabel("longitude [degrees east]")
    axis.set_ylabel("latitude [degrees north]")
    axis.set_title(f"The {flows} largest of {matrix.size} flows; width grows with workers")
    axis.set_xlim(98.5, 124)


def draw_matrix(axis, names, matrix, result):
    thousands = matrix / 1000
    image = axis.imshow(thousands, cmap="cividis", aspect="auto")
    for p in range(matrix.shape[0]):
        for c in range(matrix.shape[1]):
            bright = thousands[p, c] > thousands.max() * 0.55
            axis.text(c, p, f"{thousands[p, c]:.1f}", ha="center", va="center", fontsize=7.5,
                      color="black" if bright else "white")
    axis.set_xticks(range(len(result.labels("city_name"))), result.labels("city_name"), rotation=45,
                    ha="right")
    axis.set_yticks(range(len(names)), names)
    axis.grid(False)
    axis.set_title("Workers by prefecture and city [thousand persons]")
    plt.colorbar(image, ax=axis, shrink=0.8, label="thousand persons")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file")
    parser.add_argument("-o", "--output", default="output/runs/plots/flows.png")
    parser.add_argument("--month", help="YYYY-MM, default the last month")
    parser.add_argument("--flows", type=int, default=60, help="flows drawn on the map")
    args = parser.parse_args()
    result = cz.Result(args.file)
    months = result.time.astype("datetime64[M]")
    step = len(months) - 1
    if args.month:
        found = np.nonzero(months == cz.parse_month(args.month))[0]
        if len(found) == 0:
            raise cz.NotAResult(f"{args.file}: the file has no month {args.month}")
        step = found[0]
    names, matrix, centres = prefecture_matrix(result, step)
    figure, axes = plt.subplots(1, 2, figsize=(19, 9), gridspec_kw={"width_ratios": [1.25, 1]})
    draw_map(axes[0], names, matrix, centres, result, min(args.flows, matrix.size))
    draw_matrix(axes[1], names, matrix, result)
    figure.suptitle(f"Workers of Zhejiang from Sichuan, {months[step]}", x=0.01, ha="left",
                    fontweight="bold")
    figure.tight_layout(rect=(0, 0.03, 1, 1))
    save(figure, args.output, [result], "Plain coordinates, no borders; mean over replicates.")


if __name__ == "__main__":
    cz.run_script(main)
