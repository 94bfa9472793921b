"""Reads chuanzhe result files: the one module of the scripts that knows the format.

Format: docs/file-format.md. Needs h5py and numpy.
"""
import csv
import datetime
import pathlib
import sys

import h5py
import numpy as np

# Student's t, 97.5 %, for 1 to 30 degrees of freedom.
_T = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160,
      2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056,
      2.052, 2.048, 2.045, 2.042]


class NotAResult(Exception):
    """The file cannot be read as a result of chuanzhe."""


def _text(value):
    return value.decode("utf-8") if isinstance(value, bytes) else str(value)


def table_headings(path):
    """Title and notes of every table in a file of tables (`compare -o`), by name."""
    with h5py.File(path) as file:
        return {name: (_text(group.attrs["title"]), _text(group.attrs["notes"]).split("\n"))
                for name, group in file.items()}


def places_seen(path):
    """The places of each sampled worker of the first replicate: where it was first, then wherever
    an event took it."""
    with h5py.File(path) as file:
        count = file["sampled_count"][0]
        ids = np.cumsum(file["sampled_worker_step"][:count].astype(np.int64))
        places = {worker: [place] for worker, place in zip(ids, file["sampled_place"][:count])}
        kind_to = file["kind_to"][:]
        begin = 0
        for end in np.cumsum(file["event_count"][0]):
            workers = np.cumsum(file["event_worker_step"][begin:end].astype(np.int64))
            for worker, place in zip(workers, kind_to[file["event_kind"][begin:end]]):
                places[worker].append(place)
            begin = end
    return list(places.values())


class Result:
    """One result file; values are persons, fen or months as the variable's units say."""

    def __init__(self, path):
        self.path = path
        try:
            self.file = h5py.File(path, "r")
        except OSError as error:
            raise NotAResult(f"{path}: this is not a readable result file ({error})") from None
        if "time" not in self.file or "status_stock" not in self.file:
            raise NotAResult(f"{path}: this is not a result of chuanzhe (no time or status_stock)")
        start = _text(self.file["time"].attrs["units"]).split("since ")[1][:10]
        self.time = np.datetime64(start) + self.file["time"][:].astype("timedelta64[D]")
        self.replicates = len(self.file["replicate"])
        attributes = self.file.attrs
        self.scenario = _text(attributes.get("title", path))
        self.question = _text(attributes.get("question", ""))
        self.seed = int(np.ravel(attributes.get("seed", 0))[0])
        self.persons_per_agent = int(np.ravel(attributes.get("persons_per_agent", 0))[0])

    def labels(self, name):
        """The coordinate or text variable `name` as a list of words."""
        if name not in self.file:
            return []
        return [_text(value) for value in self.file[name][:]]

    def numbers(self, name):
        return self.file[name][:]

    def dims(self, name):
        """Names of a variable's dimensions."""
        return [_text(d[0].name).lstrip("/") for d in self.file[name].dims]

    def get(self, name, keep=()):
        """Values summed over every axis but replicate, time and those in `keep`, in that order."""
        if name not in self.file:
            raise NotAResult(f"{self.path}: the file has no variable {name}")
        dims = self.dims(name)
        drop = tuple(i for i, d in enumerate(dims) if d not in ("replicate", "time", *keep))
        return self.file[name][...].astype(float).sum(axis=drop)

    def in_zhejiang(self, keep=()):
        """Workers of Zhejiang: in post, searching, and at home for the festival."""
        return (self.get("in_post", keep) + self.get("searching", keep)
                + self.get("at_festival_home", keep))

    def caption(self):
        n = self.replicates
        return (f"{self.scenario}: {n} replicate{'s' if n > 1 else ''}, seed {self.seed}, "
                f"one agent for {self.persons_per_agent} persons")


class Sweep:
    """The table of a sweep and, where it has been analysed, the tables of the analysis."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.path = self.folder / "sweep.h5"
        try:
            self.file = h5py.File(self.path, "r")
        except OSError as error:
            raise NotAResult(f"{self.path}: this is not a readable sweep ({error})") from None
        if not _text(self.file.attrs.get("format", "")).startswith("chuanzhe-sweep"):
            raise NotAResult(f"{self.path}: this is not the table of a sweep")
        attributes = self.file.attrs
        self.name = _text(attributes["title"])
        self.question = _text(attributes["question"])
        self.design = _text(attributes["design"])
        self.seed = int(np.ravel(attributes["seed"])[0])
        self.points = len(self.file["point"])
        self.replicates = len(self.file["replicate"])
        self.outputs = _text(attributes["outputs"]).split()
        self.factors = _text(attributes["factors"]).split()

    def unit(self, name):
        return _text(self.file[name].attrs["units"])

    def label(self, name):
        """Name with its unit, for an axis."""
        unit = self.unit(name)
        return name.replace("_", " ") + ("" if unit in ("", "1") else f" [{unit}]")

    def grade(self, name):
        return _text(self.file[name].attrs["grade"])

    def analysis(self, name):
        """Rows of one table of the analysis as dictionaries."""
        path = self.folder / "analysis" / f"{name}.csv"
        try:
            with open(path, encoding="utf-8-sig", newline="") as stream:
                return list(csv.DictReader(stream))
        except OSError:
            raise NotAResult(
                f"{path}: there is no such table; run chuanzhe analyse first") from None

    def caption(self):
        return (f"{self.name}: {self.design} of {self.points} points x {self.replicates} "
                f"replicate{'s' if self.replicates > 1 else ''}, seed {self.seed}")


def mean_and_band(values):
    """Mean over replicates (axis 0) and the half width of its 95 % interval (None for one)."""
    n = values.shape[0]
    mean = values.mean(axis=0)
    if n < 2:
        return mean, None
    t = _T[min(n - 2, len(_T) - 1)]
    return mean, t * values.std(axis=0, ddof=1) / np.sqrt(n)


def year_of(moment):
    return moment.astype("datetime64[Y]").astype(int) + 1970


def parse_month(text):
    """numpy month of YYYY-MM."""
    return np.datetime64(datetime.datetime.strptime(text, "%Y-%m").strftime("%Y-%m"))


def run_script(main):
    """Runs main(); a bad file or argument gives one sentence and exit status 2."""
    try:
        main()
    except (NotAResult, ValueError) as error:
        print(error, file=sys.stderr)
        sys.exit(2)
