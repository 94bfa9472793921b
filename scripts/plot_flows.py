#!/usr/bin/python3
"""Where the workers of each Sichuan prefecture are in Zhejiang: a flow map and a matrix."""
import argparse

import numpy as np

import chuanzhe_results as cz
from matplotlib.patheffects import withStroke
from plot_style import COLOURS, plt, save

CITY_COLOURS = [*COLOURS[:5], "#999999"]  # the five largest cities, then all others
# Where a label may stand: offset in radii of its mark, horizontal and vertical alignment.
LABEL_SIDES = [(-1, 0, "right", "center"), (1, 0, "left", "center"), (0, 1, "center", "bottom"),
               (0, -1, "center", "top"), (-0.7, 0.7, "right", "bottom"),
               (0.7, 0.7, "left", "bottom"),
               (-0.7, -0.7, "right", "top"), (0.7, -0.7, "left", "top")]


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


def draw_flows(axis, matrix, centres, result, flows):
    """Arcs of the largest flows, coloured by the city when it is one of the largest."""
    lon, lat = result.numbers("city_longitude"), result.numbers("city_latitude")
    rank = np.argsort(np.argsort(-matrix.sum(axis=0)))
    cells = np.dstack(np.unravel_index(np.argsort(-matrix, axis=None)[:flows], matrix.shape))[0]
    for p, c in cells[::-1]:
        (x0, y0), (x1, y1) = centres[p], (lon[c], lat[c])
        t = np.linspace(0, 1, 40)
        axis.plot(x0 + (x1 - x0) * t, y0 + (y1 - y0) * t + 0.7 * np.sin(np.pi * t),
                  color=CITY_COLOURS[min(rank[c], len(CITY_COLOURS) - 1)], alpha=0.55,
                  linewidth=8 * matrix[p, c] / matrix.max(), solid_capstyle="butt")
    names = np.array(result.labels("city_name"))[np.argsort(rank)]
    shown = [*names[:len(CITY_COLOURS) - 1], "other cities"]
    handles = [axis.plot([], [], color=colour, linewidth=4)[0] for colour in CITY_COLOURS]
    axis.legend(handles, shown, loc="lower center", ncol=3, fontsize=9, title="to")
    return matrix[tuple(cells.T)].sum() / matrix.sum()


def place_labels(axis, places):
    """Writes (x, y, text, radius) beside their marks where they hide no mark and no other label."""
    figure = axis.figure
    renderer = figure.canvas.get_renderer()
    marks = [axis.transData.transform((x, y)) for x, y, _, _ in places]
    taken = []
    for x, y, text, radius in places:
        for dx, dy, across, up in LABEL_SIDES:
            label = axis.annotate(text, (x, y), (dx * radius, dy * radius), fontsize=8, ha=across,
                                  va=up, textcoords="offset points", zorder=5,
                                  path_effects=[withStroke(linewidth=2.5, foreground="white")])
            box = label.get_window_extent(renderer)
            if not any(box.overlaps(other) for other in taken) and not any(
                    box.contains(*mark) for mark in marks):
                break
            label.remove()
        else:
            label = axis.annotate(text, (x, y), (radius, 0), fontsize=8, va="center",
                                  textcoords="offset points", zorder=5)
            box = label.get_window_extent(renderer)
        taken.append(box)


def draw_map(axis, names, matrix, centres, result, flows):
    lon, lat = result.numbers("city_longitude"), result.numbers("city_latitude")
    axis.set_xlim(98.5, 124.5)
    axis.set_ylim(25.3, 33)
    share = draw_flows(axis, matrix, centres, result, flows)
    places = []
    for marks, of, marker, colour in ((centres, matrix.sum(axis=1), "o", "#444444"),
                                      (list(zip(lon, lat)), matrix.sum(axis=0), "s", "black")):
        sizes = 8 + 150 * of / of.max()
        axis.scatter(*zip(*marks), s=sizes, color=colour, marker=marker, zorder=3)
        labels = names if marker == "o" else result.labels("city_name")
        places += [(x, y, label, 3 + np.sqrt(size) / 2)
                   for (x, y), label, size in zip(marks, labels, sizes)]
    place_labels(axis, places)
    axis.set_xlabel("longitude [degrees east]")
    axis.set_ylabel("latitude [degrees north]")
    axis.set_title(f"The {flows} largest of {matrix.size} streams, {100 * share:.0f} % of the "
                   "workers; width in proportion")


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
    parser.add_argument("--flows", type=int, default=40, help="flows drawn on the map")
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
    figure.suptitle(f"Sichuan's workers in Zhejiang by home prefecture and city, {months[step]}",
                    x=0.01, ha="left",
                    fontweight="bold")
    figure.tight_layout(rect=(0, 0.03, 1, 1))
    save(figure, args.output, [result], "Means over replicates. Plain coordinates, no borders.",
         intervals=False)


if __name__ == "__main__":
    cz.run_script(main)
