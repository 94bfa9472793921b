#!/usr/bin/python3
"""Pictures of a sweep that has been analysed (chuanzhe analyse): response curves with their band,
heat map of two factors, tornado, Sobol bars with intervals, frontier of cost and effect.

plot_sweep.py FOLDER [--figure NAME] [--kind curve|heat|tornado|sobol|frontier ...] [-o FOLDER]
"""
import argparse
import pathlib

import numpy as np

import chuanzhe_results as cz
from matplotlib.ticker import FuncFormatter
from plot_style import COLOURS, THOUSANDS, plt

KINDS = ["curve", "heat", "tornado", "sobol", "frontier"]


def finish(figure, sweep, path, note):
    figure.text(0.01, 0.01, f"{sweep.caption()}. {note}", fontsize=8, color="#444444")
    figure.savefig(path)
    plt.close(figure)
    print(path)


def title(figure, sweep, text):
    figure.suptitle(f"{sweep.name}: {text}", x=0.01, ha="left", fontweight="bold", fontsize=13)


def numbers(rows, key):
    return np.array([float(row[key]) for row in rows])


def name_axis(axis, values, label):
    """Label and ticks; millions are told as such."""
    if np.nanmax(np.abs(values)) >= 2e7:
        name, _, unit = label.partition(" [")
        label = f"{name} [million{' ' + unit if unit else ']'}"
        axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value / 1e6:,.10g}"))
    else:
        axis.set_major_formatter(THOUSANDS if np.nanmax(np.abs(values)) >= 1000 else
                                 FuncFormatter(lambda value, _: f"{value:,.6g}"))
    axis.set_label_text(label)


def is_number(text):
    try:
        float(text)
    except ValueError:
        return False
    return True


def places(axis, rows):
    """Positions of values on an axis; words become ticks."""
    if all(is_number(row["label"]) for row in rows):
        return numbers(rows, "value")
    axis.set_xticks(range(len(rows)), [row["label"] for row in rows], rotation=20, ha="right")
    return np.arange(len(rows))


def rows_of(sweep, table, output):
    return [row for row in sweep.analysis(table) if row["output"] == output]


def plot_curve(sweep, output, path):
    rows = rows_of(sweep, "curves", output)
    n = len(sweep.factors)
    columns = min(n, 3)
    lines = -(-n // columns)
    figure, axes = plt.subplots(lines, columns, figsize=(5 * columns + 1, 4 * lines + 1),
                                sharey=True,
                                squeeze=False)
    for i, factor in enumerate(sweep.factors):
        axis = axes[i // columns][i % columns]
        own = [row for row in rows if row["factor"] == factor]
        x, mean = places(axis, own), numbers(own, "mean")
        axis.fill_between(x, numbers(own, "low"), numbers(own, "high"),
                          color=COLOURS[0], alpha=0.25,
                          linewidth=0)
        axis.plot(x, mean, color=COLOURS[0], marker="o", markersize=4)
        axis.set_xlabel(sweep.label(factor))
        if i % columns == 0:
            name_axis(axis.yaxis, numbers(rows, "mean"), sweep.label(output))
    for i in range(n, lines * columns):
        axes[i // columns][i % columns].set_visible(False)
    title(figure, sweep, f"how {output.replace('_', ' ')} answers to each factor")
    figure.tight_layout(rect=(0, 0.03, 1, 0.98))
    finish(figure, sweep, path, "Mean over all other factors; band: 95 % interval of the "
           "paired departure.")


def plot_heat(sweep, output, path, pair):
    rows = [row for row in rows_of(sweep, "surfaces", output)
            if (row["factor_1"], row["factor_2"]) == pair]
    x_of = {v: i for i, v in enumerate(sorted({float(row["value_1"]) for row in rows}))}
    y_of = {v: i for i, v in enumerate(sorted({float(row["value_2"]) for row in rows}))}
    values = np.full((len(y_of), len(x_of)), np.nan)
    for row in rows:
        values[y_of[float(row["value_2"])], x_of[float(row["value_1"])]] = float(row["mean"])
    figure, axis = plt.subplots(figsize=(max(9, 1.1 * len(x_of) + 4), 0.8 * len(y_of) + 2.6))
    picture = axis.imshow(values, origin="lower", cmap="cividis", aspect="auto")
    axis.grid(False)
    for line, column in np.argwhere(~np.isnan(values)):
        dark = picture.norm(values[line, column]) < 0.55
        axis.text(column, line, f"{values[line, column]:,.4g}" if abs(values[line, column]) < 1e4
                  else f"{values[line, column]:,.0f}", ha="center", va="center", fontsize=9,
                  color="white" if dark else "black")
    labels = {key: {float(row[f"value_{i}"]): row[f"label_{i}"] for row in rows}
              for i, key in ((1, "x"), (2, "y"))}
    short = lambda text: f"{float(text):.4g}" if is_number(text) else text  # noqa: E731
    axis.set_xticks(range(len(x_of)), [short(labels["x"][v]) for v in x_of])
    axis.set_yticks(range(len(y_of)), [short(labels["y"][v]) for v in y_of])
    axis.set_xlabel(sweep.label(pair[0]))
    axis.set_ylabel(sweep.label(pair[1]))
    bar = figure.colorbar(picture)
    name_axis(bar.ax.yaxis, values, sweep.label(output))
    title(figure, sweep, f"{output.replace('_', ' ')} by {pair[0]} and {pair[1]}")
    figure.tight_layout(rect=(0, 0.05, 1, 0.98))
    finish(figure, sweep, path, "Mean over replicates and all other factors.")


def plot_tornado(sweep, output, path):
    rows = rows_of(sweep, "curves", output)
    centre = np.average(numbers(rows, "mean"), weights=numbers(rows, "points"))
    bars = []
    for factor in sweep.factors:
        own = [row for row in rows if row["factor"] == factor]
        bars.append((factor, own[0], own[-1]))
    bars.sort(key=lambda b: abs(float(b[2]["mean"]) - float(b[1]["mean"])))
    figure, axis = plt.subplots(figsize=(11, 0.7 * len(bars) + 2.4))
    short = lambda text: f"{float(text):.4g}" if is_number(text) else text  # noqa: E731
    for i, (factor, low, high) in enumerate(bars):
        for row, colour, name in ((low, COLOURS[5], "lowest value"),
                                  (high, COLOURS[1], "highest value")):
            width = float(row["mean"]) - centre
            axis.barh(i, width, left=centre, color=colour, height=0.6,
                      label=name if i == 0 else None)
            axis.annotate(short(row["label"]), (centre + width, i),
                          xytext=(4 if width >= 0 else -4, 0),
                          textcoords="offset points", va="center",
                          ha="left" if width >= 0 else "right",
                          fontsize=9)
    axis.axvline(centre, color="black", linewidth=0.8)
    axis.set_yticks(range(len(bars)), [sweep.label(b[0]) for b in bars])
    name_axis(axis.xaxis, numbers(rows, "mean"), sweep.label(output))
    axis.margins(x=0.12)
    axis.grid(axis="y", visible=False)
    figure.legend(loc="upper right", bbox_to_anchor=(0.99, 1.0), ncol=2)
    title(figure, sweep, f"what moves {output.replace('_', ' ')}")
    figure.tight_layout(rect=(0, 0.05, 1, 0.97))
    finish(figure, sweep, path, "Mean at the lowest and the highest value (or tenth) of each "
           "factor, over all others.")


def plot_sobol(sweep, output, path):
    rows = sorted(rows_of(sweep, "sobol", output), key=lambda row: float(row["total"]))
    if not rows:
        raise cz.NotAResult(f"{sweep.folder}: {output} has no Sobol indices (it does not "
                            "vary, or the design is neither sobol nor a full grid)")
    figure, axis = plt.subplots(figsize=(10, 0.8 * len(rows) + 2.4))
    for shift, key, colour, name in ((0.2, "first", COLOURS[0], "alone (first order)"),
                                     (-0.2, "total", COLOURS[4], "with others (total)")):
        value = numbers(rows, key)
        error = np.array([value - numbers(rows, key + "_low"),
                          numbers(rows, key + "_high") - value])
        axis.barh(np.arange(len(rows)) + shift, value, height=0.36, color=colour, label=name,
                  xerr=np.maximum(error, 0) if error.any() else None,
                  error_kw={"capsize": 3, "elinewidth": 1.2})
    axis.set_yticks(range(len(rows)), [f"{row['factor']} ({row['grade']})" for row in rows])
    axis.axvline(0, color="black", linewidth=0.8)
    axis.set_xlabel("share of the variance [1]")
    axis.set_xlim(right=max(1.0, axis.get_xlim()[1]))
    axis.grid(axis="y", visible=False)
    axis.legend(loc="lower right")
    shares = {row["grade"]: float(row["share"]) for row in rows_of(sweep, "grades", output)}
    assumed = f"; {100 * shares.get('assumption', 0):.0f} % of the variance rests on assumptions"
    title(figure, sweep, f"what {output.replace('_', ' ')} depends on{assumed}")
    figure.tight_layout(rect=(0, 0.05, 1, 0.97))
    finish(figure, sweep, path, "Lines: 95 % bootstrap interval." if sweep.design == "sobol"
           else "Full grid: exact, without intervals.")


def plot_frontier(sweep, path):
    rows = sweep.analysis("frontier")
    cost, effect = numbers(rows, "cost"), numbers(rows, "effect")
    best = np.array([row["efficient"] == "1" for row in rows])
    order = np.argsort(cost[best])
    figure, axis = plt.subplots(figsize=(11, 7))
    axis.scatter(cost[~best], effect[~best], color="#999999", s=28, label="another point is better")
    axis.plot(cost[best][order], effect[best][order], color=COLOURS[0],
              marker="o", label="efficient")
    chosen = [row for row in rows if row["efficient"] == "1"]
    spread = (cost.max() - cost.min()) or 1
    last = None
    for i in order:
        if last is not None and cost[best][i] - last < 0.035 * spread:
            continue
        last = cost[best][i]
        words = "\n".join(f"{f} {chosen[i][f]}" for f in sweep.factors)
        axis.annotate(words, (cost[best][i], effect[best][i]), xytext=(6, -4),
                      textcoords="offset points",
                      va="top", fontsize=8)
    name_axis(axis.xaxis, cost, "cost: " + sweep.label(rows[0]["cost_output"]))
    name_axis(axis.yaxis, effect, "effect: " + sweep.label(rows[0]["effect_output"]))
    axis.margins(x=0.1)
    axis.legend(loc="lower right")
    title(figure, sweep, "effect for cost")
    figure.tight_layout(rect=(0, 0.03, 1, 0.98))
    finish(figure, sweep, path, "Means over replicates; efficient: no other point costs less "
           "and has more effect.")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("folder")
    parser.add_argument("--figure", help="output of the sweep; default the first")
    parser.add_argument("--kind", choices=KINDS, nargs="+", default=None)
    parser.add_argument("--factors", nargs=2, help="the two factors of the heat map")
    parser.add_argument("-o", "--output", help="folder of the pictures; default FOLDER/plots")
    args = parser.parse_args()
    sweep = cz.Sweep(args.folder)
    output = args.figure or sweep.outputs[0]
    if output not in sweep.outputs:
        raise cz.NotAResult(f"{sweep.path}: no output {output}; there are "
                            f"{', '.join(sweep.outputs)}")
    folder = pathlib.Path(args.output or sweep.folder / "plots")
    folder.mkdir(parents=True, exist_ok=True)
    tables = {"sobol": "sobol", "frontier": "frontier"}
    for kind in args.kind or KINDS:
        path = folder / f"{kind}_{output}.png"
        there = (sweep.folder / "analysis" / f"{tables.get(kind, 'curves')}.csv").exists()
        if args.kind is None and (not there or (kind == "heat" and len(sweep.factors) < 2)):
            continue
        if kind == "heat":
            plot_heat(sweep, output, path, tuple(args.factors or sweep.factors[:2]))
        elif kind == "frontier":
            plot_frontier(sweep, folder / "frontier.png")
        else:
            plot = {"curve": plot_curve, "tornado": plot_tornado, "sobol": plot_sobol}[kind]
            plot(sweep, output, path)


if __name__ == "__main__":
    cz.run_script(main)
