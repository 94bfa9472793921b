"""The look of every plot: colours that survive colour blindness (Okabe and Ito) and printing."""
import pathlib

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402 (the backend must be chosen first)
from matplotlib.ticker import FuncFormatter  # noqa: E402

COLOURS = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9"]
LINES = ["-", "--", "-.", ":", (0, (5, 1)), (0, (3, 1, 1, 1))]
THOUSANDS = FuncFormatter(lambda value, _: f"{value:,.0f}")

plt.rcParams.update({
    "font.size": 11, "axes.spines.top": False, "axes.spines.right": False, "axes.grid": True,
    "grid.color": "#dddddd", "figure.dpi": 100, "savefig.dpi": 110, "legend.frameon": False,
    "axes.axisbelow": True, "axes.titlesize": 12, "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "font.family": ["DejaVu Sans"],
})


def style(i):
    return {"color": COLOURS[i % len(COLOURS)], "linestyle": LINES[i % len(LINES)]}


def save(figure, path, results, note="", intervals=True):
    """Writes the figure with a line saying which runs it shows and what its intervals mean."""
    text = "; ".join(result.caption() for result in results) + "."
    if intervals and any(result.replicates > 1 for result in results):
        text += " Intervals: 95 % of the mean over replicates."
    elif intervals:
        text += " One replicate each: no interval."
    figure.text(0.01, 0.005, text + (" " + note if note else ""), fontsize=8, color="#444444",
                wrap=True)
    path = pathlib.Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path)
    plt.close(figure)
    print(path)
