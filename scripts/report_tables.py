"""The tables of `chuanzhe compare` for the report: run, read back, and written as HTML."""
import csv
import html
import math
import pathlib
import shutil
import subprocess
import tempfile

import chuanzhe_results as cz

ROOT = pathlib.Path(__file__).resolve().parent.parent


class Table:
    """One table: rows as dictionaries of words, with its title and notes."""

    def __init__(self, name, rows, title, notes):
        self.name, self.rows, self.title, self.notes = name, rows, title, notes

    def where(self, **values):
        return [row for row in self.rows if all(row.get(key) == value
                                                for key, value in values.items())]


def find_program(given):
    """The command to compare with: named, built in this tree, or installed."""
    built = ROOT / "build/release/sim/app/chuanzhe"
    program = given or (built if built.exists() else shutil.which("chuanzhe"))
    if program is None or shutil.which(str(program)) is None:
        raise cz.NotAResult(f"{given or 'chuanzhe'}: there is no such program; build it with "
                            "scripts/quickstart.sh, or name it with --chuanzhe")
    return str(pathlib.Path(program).resolve()) if pathlib.Path(program).exists() else str(program)


def compare(program, files):
    """Every table of the comparison of result files, the base first, by name."""
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        done = subprocess.run([program, "compare", *map(str, files), "--csv",
                               folder / "csv", "-o", folder / "all.h5"],
                              capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise cz.NotAResult(done.stderr.strip() or "the results cannot be compared")
        tables = {}
        about = cz.table_headings(folder / "all.h5")
        for path in sorted((folder / "csv").glob("*.csv")):
            with open(path, encoding="utf-8-sig", newline="") as stream:
                tables[path.stem] = Table(path.stem, list(csv.DictReader(stream)),
                                          *about[path.stem])
        said = [line.removeprefix("note: ") for line in done.stdout.splitlines()
                if line.startswith("note: ")]
        return tables, said, done.stdout.split("\n\n")[0]


def number(word):
    """The number in a cell, NaN for words and gaps."""
    try:
        return float(word)
    except (TypeError, ValueError):
        return math.nan


def spoken(value, unit=""):
    """A number as a reader says it: three figures that count, millions and billions in words."""
    size = abs(value)
    if size >= 1e9:
        text = f"{value / 1e9:,.2f} billion"
    elif size >= 1e7:
        text = f"{value / 1e6:,.1f} million"
    elif size >= 100 or value == int(value):
        text = f"{value:,.0f}"
    else:
        text = f"{value:.1f}" if size >= 10 else f"{value:.2f}"
    return text.replace("-", "−") + (f" {unit}" if unit else "")


def cell(word):
    value = number(word)
    if math.isinf(value):
        return "∞"
    if not math.isnan(value):
        return spoken(value)
    return html.escape(word) if word else "–"


def as_html(table, rows=None, drop=()):
    """The table with its notes; columns in which all rows are words stand to the left."""
    rows = table.rows if rows is None else rows
    if not rows:
        return "".join(f'<p class="note">{html.escape(note)}</p>' for note in table.notes)
    names = [name for name in rows[0] if name not in drop]
    worded = {name for name in names if all(math.isnan(number(row[name])) for row in rows)}
    kind = {name: ' class="words"' if name in worded else "" for name in names}
    head = "".join(f'<th scope="col"{kind[name]}>{html.escape(name)}</th>' for name in names)
    body = "".join("<tr>" + "".join(f"<td{kind[name]}>{cell(row[name])}</td>" for name in names) +
                   "</tr>" for row in rows)
    notes = "".join(f'<p class="note">{html.escape(note)}</p>' for note in table.notes if note)
    return (f'<div class="scroll"><table><thead><tr>{head}</tr></thead><tbody>'
            f'{body}</tbody></table></div>{notes}')


def folded(summary, inside):
    return f"<details><summary>{html.escape(summary)}</summary>{inside}</details>"
