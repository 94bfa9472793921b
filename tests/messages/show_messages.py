#!/usr/bin/env python3
"""Messages that no other test shows, provoked and read: show_messages.py CHUANZHE SCENARIOS_FOLDER

A case is what to write and which words must come back. check_messages.py tells which messages
still lack one.
"""
import fcntl
import os
import pathlib
import resource
import shutil
import signal
import sys
import tempfile

import h5py

from damaged_results import check_damage, check_info

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "app"))
from bench import Bench, need  # noqa: E402

HEAD = "extends: {base}\nname: case\nquestion: What does it say?\ndata: {{folder: {data}}}\n"
SMALL = ["--replicates", "1", "--set", "run.persons_per_agent=400",
         "--set", "run.start=2021-10", "--set", "run.end=2022-03", "--set", "run.burn_in=2"]

# `check` of a scenario: (text, words)
SCENARIOS = [
    ("name: a\n---\nname: b\n", "a second document begins (---); keep one per file"),
    ("name: &word a\n", "anchors (&name) are not used"),
    ("name: !word a\n", "tags (!name) are not used"),
    ("name: [a\n", "this is not YAML"),
    ("extends: {base}\ndata: {{}}\n", "data names no folder; write data:"),
    ("extends: {base}\nname:\n", "is missing its text; write a word or sentence"),
    (HEAD + "policies:\n" + "".join(
        f"  - {{{{id: p{i}, lever: rent_subsidy, amount: 1, payer: zj_prov, from: 2022-01, "
        f"counties: [Qionglai], cities: [Ningbo]}}}}\n" for i in range(256)),
     "more than 255 policies; merge some"),
]
# `run` of a scenario that `check` cannot judge: posts in every county, in every month of the run,
# by three policies
PARKS = HEAD + "policies:\n" + "".join(
    f"  - {{{{id: {lever}{group}{i}, lever: {lever}, {amount}: {number}, payer: sichuan, "
    f"groups: [{group}], "
    f"from: {2019 + i // 12}-{i % 12 + 1:02}, to: {2019 + i // 12}-{i % 12 + 1:02}}}}}\n"
    for i in range(84)
    for lever, group, amount, number in (("parks", "poor", "posts", 400000),
                                         ("parks", "not_poor", "posts", 400000),
                                         ("farm_chain", "poor", "projects", 9000)))

SWEEP = "name: s\nquestion: What does it say?\nbase: {base}\noutputs: [in_post]\n"
RENT = "factors:\n  - {{name: rent, path: policies.rent.amount, values: [0, 200]}}\n"
# `check` of a sweep file over rent_and_bonus.yaml
SWEEPS = [
    (RENT + "design: {{levels: 3}}\n", "the design has no kind; write kind: grid"),
    (RENT + "design: {{kind: sobol}}\n", "the design has no size; add samples"),
    (RENT + "design: {{kind: morris, trajectories: 4, levels: 3}}\n",
     "levels of a Morris design are even"),
    (RENT + "design: {{kind: list, points: []}}\n", "the design has no points; add at least one"),
    (RENT + "design: {{kind: list, points: [{{rent: 3}}]}}\n",
     "the points of the design give the values"),
    (RENT + "design: {{kind: grid}}\nconstraints: ['rent > 900']\n",
     "the constraints drop every point"),
    (RENT + "design: {{kind: grid}}\nconstraints: ['rent < ']\n", "a number or factor is missing"),
    (RENT + "design: {{kind: grid}}\nconstraints: ['" + "(" * 200 + "rent < 9']\n",
     "it is nested too deeply"),
    ("factors:\n  - {{name: payer, path: policies.rent.payer, values: [zj_prov, zj_city]}}\n"
     "design: {{kind: grid}}\nconstraints: ['payer < 3']\n", "takes words and cannot be compared"),
    ("factors:\n  - {{name: f0, path: policies.rent.amount, range: [0, 900]}}\n"
     "  - {{name: f1, path: policies.stay.gov, range: [0, 900]}}\n"
     "  - {{name: f2, path: model.sigma, range: [4000, 8000]}}\n"
     "design: {{kind: grid, levels: 1000}}\n", "take fewer levels"),
    ("factors:\n  - {{name: a, path: policies.rent.amount, range: [0, 900]}}\n"
     "  - {{name: b, path: policies.stay.gov, range: [0, 900]}}\n"
     "design: {{kind: grid, levels: 40}}\nreplicates: 10000\n",
     "the sweep has 16000000 runs (at most 10000000); take fewer levels, points or replicates"),
]

STOCK = ("name: t\nscenario: {base}\ntargets:\n"
         "  - {{id: T1, what: stock, measure: workers_in_zhejiang@2021-12, value: 1774000, "
         "tolerance: 0.02, weight: high, source: report, grade: official}}\n")
# `check` or `calibrate` of a targets file
TARGETS = [
    ("name: t\nscenario: {base}\n", "the file names no target; add targets"),
    (STOCK.replace("workers_in_zhejiang@2021-12", "'hires[city=Ningpo]@2021'")
     + "constants:\n  - {{path: model.sigma, target: T1, range: [4000, 8000]}}\n",
     "the axis city has no 'Ningpo'"),
    (STOCK, "the file names no constant to fit"),
    (STOCK + "constants:\n  - {{path: model.sigma, target: T1, range: [4000, 8000], step: 0}}\n",
     "a step is above 0; write one"),
]

# An edit of a data table: (file, line or None for the head, what, by what, words)
TABLES = [
    ("counties.csv", "Qingbaijiang", "", None, "county"),
    ("counties.csv", 1, "Quzhou", "Quzou", "(not in cities.csv); correct the name"),
    ("city_sector.csv", 1, "Hangzhou", "Hangzou", "unknown city or sector; use the names "
     "of cities.csv and sectors.csv"),
    ("pay_index.csv", 2, "2020", "2018", "years must rise; sort the rows"),
    ("pay_index.csv", 0, "outgoing", "outgone", "column 'outgoing' is missing; add it"),
    ("pay_index.csv", 1, ",", ',"', "a quoted cell does not end; close the quote"),
]

# (words of the command, words of the message); {r} a result, {p} a policy run of it, {b} the run
# with another burn-in, {e} with another seed, {s} the scenarios
COMMANDS = [
    (["compare", "{r}", "{b}"], "(pairs have the same history before the policy) run one "
     "of them again"),
    (["why", "--worker", "1", "{r}", "{e}"], "the two results do not pair (seed, start, "
     "persons_per_agent or data differ)"),
    (["run", "--unknown", "{s}/baseline.yaml"], "unknown option '--unknown'"),
    (["run", "{s}/baseline.yaml", "--unknown"], "see --help"),
    (["attribute", "{s}/rent_and_bonus.yaml", "--by", "county"], "is nothing to attribute to"),
    (["attribute", "{s}/baseline.yaml"], "name a package of policies"),
    (["attribute", "{s}/rent_and_bonus.yaml", "--set", "run.end=2020-01"],
     "its policies begin after the run; run longer"),
    (["solve", "{s}/rent_subsidy.yaml"], "is missing; see chuanzhe solve --help"),
    (["why", "{r}", "{p}"], "no worker is named; write --worker and a number"),
    (["why", "--worker", "1", "{r}"], "two result files are needed"),
    (["why", "--worker", "1", "--months", "0", "{r}", "{p}"],
     "--months is 0 (legal are 1 to 250) choose one of these"),
    (["why", "--worker", "900000000", "{r}", "{p}", "--data", "{s}/data"],
     "has no worker 900000000 (ids run from 0 to the number of agents less one)"),
    (["compare", "{r}", "{p}", "--measure", "hires[city=Ningbo"],
     "its bracket does not close; write NAME[axis=label,axis=label]"),
    (["compare", "{r}", "{p}", "--measure", "hires[city]"], "is not axis=label"),
    (["compare", "{r}", "{p}", "--measure", "@2021"], "names no measure"),
    (["compare", "{r}", "{p}", "--measure", "hires@2021-13"], "is no month, year or period"),
    (["compare", "{r}", "{p}", "--measure", "hires@2031"], "choose months inside"),
    (["compare", "{r}", "{p}", "-o", "."], "is a folder (a file is to be written)"),
    (["compare", "{r}", "{p}", "-o", "{r}"], "exists already (results are never overwritten"),
    (["why", "--worker", "1", "--replicate", "7", "{r}", "{p}"], "--replicate is 7"),
]


class Refusals(Bench):
    """Tells all refusals that are not as they should be at the end, not the first alone."""

    def __init__(self, program, scenarios, folder):
        super().__init__(program, scenarios, folder)
        self.failures = []

    def bad(self, text, *words, status=2, **more):
        done = self.call(*words, **more)
        said = " ".join(done.stderr.split())
        if done.returncode != status or text not in said:
            self.failures.append(f"{' '.join(map(str, words))} does not end with {status} "
                                 f"saying {text!r}, but with {done.returncode} saying "
                                 f"{said[:300]!r}")

    def write(self, name, text, **places):
        path = self.folder / name
        path.write_text(text.format(base=self.scenarios / places.get("base", "baseline.yaml"),
                                    data=self.scenarios / "data"), encoding="utf-8")
        return path


def check_files(bench):
    for text, words in SCENARIOS:
        bench.bad(words, "check", bench.write("case.yaml", text))
    chain = bench.write("chain0.yaml", HEAD)
    for i in range(1, 18):
        (bench.folder / f"chain{i}.yaml").write_text(f"extends: chain{i - 1}.yaml\nname: case\n",
                                                     encoding="utf-8")
        chain = bench.folder / f"chain{i}.yaml"
    bench.bad("more than 16 files extend each other", "check", chain)
    bench.bad("the policies open posts at too many places", "run", bench.write("parks.yaml", PARKS),
              "--no-output",
              "--set", "run.persons_per_agent=100", "--replicates", "1")
    for text, words in SWEEPS:
        bench.bad(words, "check", bench.write("sweep.yaml", SWEEP + text,
                                              base="rent_and_bonus.yaml"))
    for text, words in TARGETS:
        bench.bad(words, "calibrate", bench.write("targets.yaml", text))


def edited(lines, where, old, new):
    """The table with one word of one line changed; a word of all lines' end for None."""
    rows = [i for i, line in enumerate(lines) if not line.startswith("#")]
    row = next(i for i in rows[1:] if old in lines[i]) if where else rows[0]
    need(old in lines[row], f"{old} stands in {lines[row]}")
    return lines[:row] + [lines[row].replace(old, new, 1)] + lines[row + 1:]


def check_tables(bench):
    for name, where, old, new, words in TABLES:
        if new is None:
            continue
        data = bench.folder / "data"
        shutil.copytree(bench.scenarios / "data", data, dirs_exist_ok=True)
        lines = (data / name).read_text(encoding="utf-8").split("\n")
        (data / name).write_text("\n".join(edited(lines, where, old, new)), encoding="utf-8")
        case = bench.folder / "case.yaml"
        case.write_text(f"extends: {bench.scenarios}/baseline.yaml\nname: case\ndata: {{folder: "
                        "data}\n", encoding="utf-8")
        bench.bad(words, "check", case)
    counties = (bench.scenarios / "data/counties.csv").read_text(encoding="utf-8").splitlines()
    many = counties + [counties[-1]] * 100
    (bench.folder / "data/counties.csv").write_text("\n".join(many) + "\n", encoding="utf-8")
    bench.bad("more than 255 counties; leave some out", "check", bench.folder / "case.yaml")


def cramped(bytes_a_file):
    """A disk on which no file may grow beyond so many bytes."""
    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (bytes_a_file, bytes_a_file))
    return limit


def check_rights(bench, base, policy):
    """What the user may not read or write. Root may do all, so its commands run as nobody."""
    bench.folder.chmod(0o755)
    closed, sealed = bench.folder / "closed.yaml", bench.folder / "sealed"
    closed.write_text("name: closed\n", encoding="utf-8")
    closed.chmod(0)
    sealed.mkdir()
    sealed.chmod(0o555)
    as_nobody = {"preexec_fn": lambda: os.setuid(65534)} if os.geteuid() == 0 else {}
    bench.bad("the file cannot be read; check its permissions", "check", closed, **as_nobody)
    bench.bad("cannot write here", "compare", base, policy, "-o", sealed / "tables.h5",
              status=1, **as_nobody)


def check_places(bench, base, policy):
    """Files that cannot be made where they are asked for."""
    plain = bench.folder / "plain"
    plain.write_text("a file, no folder", encoding="utf-8")
    run = ["run", bench.scenarios / "baseline.yaml", *SMALL]
    bench.bad("cannot create the folder", *run, "-o", plain / "x.h5", status=1)
    (bench.folder / "blocked.checkpoints").write_text("a file, no folder", encoding="utf-8")
    bench.bad("cannot create the folder", *run, "--set", "run.checkpoint=3",
              "-o", bench.folder / "blocked.h5", status=1)
    bench.bad(": cannot be written", "compare", base, policy, "--csv",
              bench.folder / "small", status=1, preexec_fn=cramped(20))
    bench.bad("cannot write (disk full?)", *run, "--no-output", "--csv",
              bench.folder / "csv", status=1, preexec_fn=cramped(2000))


def check_sweep_folder(bench):
    sweep = bench.write("sweep.yaml", SWEEP + RENT +
                        "design: {{kind: grid}}\nset: {{run.persons_per_agent: 1000, "
                        "run.burn_in: 2, run.end: 2019-02}}\n", base="rent_and_bonus.yaml")
    folder = bench.folder / "sweep"
    bench.good("sweep", sweep, "-o", folder)
    bench.bad("a frontier needs --cost and --effect", "analyse", sweep,
              "-o", folder, "--cost", "in_post")
    bench.bad("cannot write (is the disk full?)", "analyse", sweep, "-o",
              folder, status=1, preexec_fn=cramped(40))
    with open(folder / "share-1-of-2.lock", "a", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        bench.bad("another process works on this share", "sweep", sweep,
                  "-o", folder, "--shard", "1/2")


def check_checkpoints(bench):
    """A fork reads what another file says of itself with the same distrust."""
    base = bench.folder / "kept.h5"
    scenario = bench.scenarios / "baseline.yaml"
    fork = ["run", scenario, *SMALL, "--fork", f"{base}@2022-01", "-o", bench.folder / "fork.h5"]
    bench.good("run", scenario, *SMALL, "--set", "run.checkpoint=3", "-o", base)
    state = next(bench.folder.rglob("*2022-01.state"))
    next(bench.folder.rglob("*2021-10.state")).unlink()  # an earlier one would serve as well
    whole = state.read_bytes()

    def damaged(change, words):
        data = bytearray(whole)
        change(data)
        state.write_bytes(bytes(data))
        bench.bad(words, *fork)
        state.write_bytes(whole)

    result = base.read_bytes()
    with h5py.File(base, "r+") as file:
        file.attrs["version"] = "0.0.9"
    bench.bad("was written by version 0.0.9 (this is", *fork)
    base.write_bytes(result)

    damaged(lambda data: data.__setitem__(slice(0, 4), b"none"),
            "a checkpoint of this program is needed")
    damaged(lambda data: data.__setitem__(8, 99), "has checkpoint format")
    damaged(lambda data: data.__setitem__(len(data) // 2, data[len(data) // 2] ^ 1), "is damaged")
    damaged(lambda data: data.__delitem__(slice(len(data) - 9, None)), "is cut short")
    damaged(lambda data: data.__setitem__(slice(12, 16), b"\xff\xff\xff\x7f"),
            "has a damaged beginning")
    other = bench.folder / "other_data"
    shutil.copytree(bench.scenarios / "data", other)
    with open(other / "cities.csv", "a", encoding="utf-8") as file:
        file.write("# changed\n")
    bench.bad("a fork goes on with the same data", *fork, "--set", f"data.folder={other}")
    bench.bad("the base has no such policy, and it begins before the fork",
              "run", bench.scenarios / "rent_subsidy.yaml",
              *SMALL, "--set", "policies.rent.from=2021-11", "--fork",
              f"{base}@2022-01", "-o", bench.folder / "fork.h5")
    kept = bench.folder / "rent.h5"
    rent = ["run", bench.scenarios / "rent_subsidy.yaml", *SMALL, "--set"]
    bench.good(*rent, "policies.rent.from=2021-11", "--set", "run.checkpoint=3", "-o", kept)
    bench.bad("the base's policy has begun before the fork", "run", scenario,
              *SMALL, "--fork", f"{kept}@2022-01", "-o",
              bench.folder / "fork.h5")
    late = bench.folder / "late.h5"
    bench.good(*rent, "policies.rent.from=2022-03", "--set", "run.checkpoint=3", "-o", late)
    theirs = next(path for path in bench.folder.rglob("*2022-01.state")
                  if "rent" in str(path.parent))
    shutil.copy(theirs, state)
    bench.bad("a state only fits the run that it was taken from", *fork)
    bench.bad("in the base it begins later", *rent, "policies.rent.from=2021-11",
              "--fork", f"{late}@2022-01", "-o",
              bench.folder / "fork.h5")


def main():
    program, scenarios = (pathlib.Path(word).resolve() for word in sys.argv[1:3])
    with tempfile.TemporaryDirectory() as folder:
        bench = Refusals(program, scenarios, pathlib.Path(folder))
        check_files(bench)
        check_tables(bench)
        base, policy = bench.folder / "base.h5", bench.folder / "policy.h5"
        bench.good("run", scenarios / "baseline.yaml", *SMALL, "-o", base)
        bench.good("run", scenarios / "rent_subsidy.yaml", *SMALL, "-o", policy)
        burnt, seeded = bench.folder / "burnt.h5", bench.folder / "seeded.h5"
        bench.good("run", scenarios / "baseline.yaml", *SMALL, "--set",
                   "run.burn_in=3", "-o", burnt)
        bench.good("run", scenarios / "baseline.yaml", *SMALL, "--seed", "9", "-o", seeded)
        for words, text in COMMANDS:
            bench.bad(text, *[word.format(r=base, p=policy, b=burnt, e=seeded, s=scenarios)
                              for word in words])
        check_damage(bench, base, policy)
        check_info(bench, policy)
        check_places(bench, base, policy)
        check_rights(bench, base, policy)
        check_sweep_folder(bench)
        check_checkpoints(bench)
        need(not bench.failures, "not shown:\n" + "\n".join(bench.failures))


if __name__ == "__main__":
    main()
