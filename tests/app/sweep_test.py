#!/usr/bin/env python3
"""`chuanzhe sweep`: kept runs, resuming, extending, shares, failures.

sweep_test.py CHUANZHE SCENARIOS
"""
import os
import pathlib
import pty
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from bench import need
from sweep_help import call, kept, reference, table, write_sweep

LONG = {"end": "2025-12", "replicates": 40}  # long enough to be caught at work


def check_ways(program, scenarios, folder):
    """However the work is cut, the bytes are the same."""
    sweep = write_sweep(folder, scenarios)
    expected = reference(program, sweep, folder / "one")
    need(kept(folder / "one") == 12, "every run is kept once")
    for words in (["--jobs", "3"], ["--jobs", "1", "--threads", "2"]):
        done = call(program, "sweep", sweep, "-o", folder / words[-1], *words)
        need(done.returncode == 0 and table(folder / words[-1]) == expected,
             f"{words} changes nothing: {done}")
    for part in (2, 3, 1):
        done = call(program, "sweep", sweep, "-o", folder / "shares", "--shard", f"{part}/3")
        need(done.returncode == 0, f"share {part} is done: {done}")
    need(table(folder / "shares") == expected, "shares add up to the same table")
    need(kept(folder / "shares") == 12, "no run is in two shares")
    again = call(program, "sweep", sweep, "-o", folder / "one")
    need(again.returncode == 0 and kept(folder / "one") == 12,
         "a finished sweep runs nothing again")


def check_table(program, scenarios, folder):
    import h5py
    import xarray
    sweep = write_sweep(folder, scenarios)
    reference(program, sweep, folder / "one")
    with xarray.open_dataset(folder / "one/sweep.h5", engine="h5netcdf") as data:
        need(dict(data.sizes) == {"point": 6, "replicate": 2},
             f"points and replicates: {data.sizes}")
        need(list(data.rent.values) == [0, 0, 200, 200, 400, 400], "factor values are coordinates")
        need("rent" in data.coords and data.rent.attrs["units"] == "CNY/month", "with units")
        need(bool((data.run_status == 1).all()), "all runs are done")
        need(float(data.in_post.min()) > 0, "figures are there")
    with h5py.File(folder / "one/sweep.h5") as file:
        need(b"rent_by" not in file["provenance/sweep_yaml"][()] and
             b"name: small" in file["provenance/sweep_yaml"][()], "the sweep file is kept")
    lines = (folder / "one/sweep.csv").read_text(encoding="utf-8-sig").splitlines()
    need(lines[0].startswith("point,replicate,rent,bonus,run_status,in_post"),
         f"a tidy head: {lines[0]}")
    need(len(lines) == 13 and lines[1].startswith("0,0,0,0,done,"), "a line for every run")


def check_kill(program, scenarios, folder):
    """kill -9 at any moment, then the same command: only what is missing is run."""
    sweep = write_sweep(folder, scenarios, end="2019-12", replicates=4)
    started = time.monotonic()
    expected = reference(program, sweep, folder / "one")
    whole = time.monotonic() - started  # a first start is killed well within it
    words = [str(w) for w in (program, "sweep", sweep, "-o", folder / "killed")]
    chance, kills, before = random.Random(5), 0, 0
    while True:
        child = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + whole * (chance.uniform(0.1, 0.4) + kills * 0.05)
        while child.poll() is None and time.monotonic() < deadline:
            time.sleep(0.01)
        if child.poll() is not None:
            need(child.returncode == 0, "the last start finishes the sweep")
            break
        child.kill()
        child.wait()
        kills += 1
        need(kept(folder / "killed") >= before, "no finished run is lost")
        before = kept(folder / "killed")
    need(kills > 0, "the sweep was killed at least once")
    need(kept(folder / "killed") == 24, "every run was finished exactly once")
    need(table(folder / "killed") == expected, f"after {kills} kills the table is the same")


def check_extend(program, scenarios, folder):
    reference(program, write_sweep(folder, scenarios), folder / "grown")
    larger = write_sweep(folder, scenarios, rents="[0, 100, 200, 400]", replicates=3)
    done = call(program, "sweep", larger, "-o", folder / "grown")
    need(done.returncode == 0 and kept(folder / "grown") == 24, f"only new runs were made: {done}")
    need(table(folder / "grown") == reference(program, larger, folder / "new"),
         "an extended sweep equals one made at once")


def check_failures(program, scenarios, folder):
    """A point that is no legal scenario fails alone."""
    text = write_sweep(folder, scenarios).read_text()
    start = text.index("factors:")
    text = (text[:start] + "factors:\n  - {path: run.start, values: [2019-01, 2019-03]}\n"
            "  - {path: run.end, values: [2019-02, 2019-04]}\n" + text[text.index("design:"):])
    text = (text.replace("run.end: 2019-03", "run.end: 2019-04").replace("@2019-02", "") +
            "keep_files: true\n")
    sweep = folder / "fails.yaml"
    sweep.write_text(text)
    done = call(program, "sweep", sweep, "-o", folder / "fails")
    need(done.returncode == 1 and
         "failed: start=2019-03 end=2019-02 replicate 0: " in done.stderr and
         "ends in 2019-02 before it starts" in done.stderr, f"the failing point is told: {done}")
    need("4 points x 2 replicates, 2 runs failed, 0 missing" in done.stdout,
         f"others are kept: {done}")
    need("the full files are not joined (more than " in done.stderr
         and "points that differ in period or policies); "
         "read them one by one" in done.stderr, f"files of other periods stand alone: {done}")
    need(b"1,0,2019-01,2019-04,done" in table(folder / "fails")[1], "the others are in the table")
    need(b",failed,," in table(folder / "fails")[1], "the failed are marked in the table")
    sweep.write_text(text + "on_failure: stop\n")
    done = call(program, "sweep", sweep, "-o", folder / "stops", "--jobs", "1")
    need(done.returncode == 1
         and "a run failed and on_failure is stop: start=2019-03" in done.stderr,
         f"stop stops: {done}")
    need(not (folder / "stops/sweep.h5").exists(), "a stopped sweep has no table")


def wait_until(condition, what, seconds=120):
    deadline = time.monotonic() + seconds
    while not condition():
        need(time.monotonic() < deadline, what)
        time.sleep(0.05)


def check_at_work(program, scenarios, folder):
    """Refusal of a second process, status, interruption by a signal."""
    sweep = write_sweep(folder, scenarios, **LONG)
    words = [str(w) for w in (program, "sweep", sweep, "-o", folder / "long")]
    child = subprocess.Popen(words, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    wait_until(lambda: (folder / "long/runs").exists() and kept(folder / "long") > 1,
               "runs are kept")
    second = call(*words)
    need(second.returncode == 2 and "another sweep is at work" in second.stderr and
         f"process {child.pid} on " in second.stderr, f"a second process is refused: {second}")
    wait_until(lambda: "left" in call(*words, "--status").stdout, "the time left is told")
    status = call(*words, "--status")
    need(status.returncode == 0 and "of 240 runs done" in status.stdout and
         "[at work]" in status.stdout and "left" in status.stdout, f"the status is told: {status}")
    child.send_signal(signal.SIGINT)
    out, err = child.communicate(timeout=120)
    need(child.returncode == 130 and "start the same command to go on" in err and out == "",
         f"an interrupted sweep says so: {err}")
    need("[ended]" in call(*words, "--status").stdout, "the status tells that it ended")
    sign = next((folder / "long/status").glob("*.txt"))
    text = sign.read_text()
    sign.write_text("1 as if it had been killed long ago\nat work\n")
    told = call(*words, "--status").stdout
    need("long ago [no sign for " in told and " s: it was ended]" in told,
         f"a process that was killed is told: {told}")
    sign.write_text(text)
    done = call(*words, "--collect", "--shard", "1/1000")
    need(done.returncode == 0 and "missing" in done.stdout,
         f"what there is can be collected: {done}")


def check_disk(program, scenarios, folder):
    sweep = write_sweep(folder, scenarios)
    full = call(program, "sweep", sweep, "-o", folder / "full", preexec_fn=lambda: (
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN),
        resource.setrlimit(resource.RLIMIT_FSIZE, (600, 600))))
    need(full.returncode == 1 and "cannot write a finished run" in full.stderr and
         "start the same command again" in full.stderr, f"a full disk is told: {full}")
    done = call(program, "sweep", sweep, "-o", folder / "full")
    need(done.returncode == 0 and kept(folder / "full") == 12, f"and made good later: {done}")
    (folder / "sealed").mkdir()
    folder.chmod(0o755)
    (folder / "sealed").chmod(0o555)
    # Root may write into every folder; others may not enter a clone in the home of root.
    own = shutil.copy(program, folder / "chuanzhe")
    sweep = write_sweep(folder, shutil.copytree(scenarios, folder / "scenarios"))
    sealed = call(own, "sweep", sweep, "-o", folder / "sealed/x",
                  preexec_fn=(lambda: os.setuid(65534)) if os.geteuid() == 0 else None)
    need(sealed.returncode == 1 and "cannot make the folder of the sweep" in sealed.stderr and
         "Permission denied" in sealed.stderr,
         f"a folder without the right to write is told: {sealed}")


def check_words(program, scenarios, folder):
    sweep = write_sweep(folder, scenarios)
    done = call(program, "check", sweep)
    need(done.returncode == 0 and "6 points x 2 replicates = 12 runs" in done.stdout and
         "s a run" in done.stdout and "disk  about" in done.stdout, f"check tells the size: {done}")
    cases = [(["--shard", "3"], "--shard is '3', not I/N; write for example --shard 2/8"),
             (["--shard", "4/3"], "from 1 to 3"),
             (["--jobs", "0"], "--jobs is '0', not a whole number from 1 to 1024; correct it"),
             (["--set", "model.sigmaa=3"], "did you mean 'sigma'?")]
    for words, part in cases:
        done = call(program, "sweep", sweep, "-o", folder / "never", *words)
        need(done.returncode == 2 and part in done.stderr, f"{words} is refused: {done}")
    wrong = write_sweep(folder, scenarios, name="wrong.yaml")
    wrong.write_text(wrong.read_text().replace("[in_post, ", "[in_posts, "))
    done = call(program, "sweep", wrong, "-o", folder / "never")
    need(done.returncode == 2 and "wrong.yaml:10:11" in done.stderr,
         f"an unknown measure is refused: {done}")
    need(not (folder / "never").exists(), "a refused sweep leaves nothing")
    dropped = write_sweep(folder, scenarios, more='constraints: ["rent + bonus <= 600"]\n')
    done = call(program, "check", dropped)
    need("4 points, 2 dropped by constraints" in done.stdout, f"constraints drop points: {done}")


def check_files(program, scenarios, folder):
    """Full files beside the table, joined by virtual datasets."""
    import h5py
    import xarray
    sweep = write_sweep(folder, scenarios, more="keep_files: true\n")
    done = call(program, "sweep", sweep, "-o", folder / "kept", "--jobs", "2")
    need(done.returncode == 0 and len(list((folder / "kept/files").glob("*.h5"))) == 12,
         f"files: {done}")
    with xarray.open_dataset(folder / "kept/runs.h5", engine="h5netcdf") as joined, \
            h5py.File(folder / "kept/sweep.h5") as table_file:
        need(joined.in_post.dims[:3] == ("point", "replicate", "time"),
             f"dimensions: {joined.in_post.dims}")
        last = joined.in_post.isel(time=-1).sum(["county", "city", "sector"]).values
        need((last == table_file["in_post"][...]).all(),
             "the joined files tell what the table tells")


def check_common_months(program, scenarios, folder):
    """Months that all points share are run once a replicate, and no byte tells it."""
    sweep = write_sweep(folder, scenarios, end="2022-06", more="keep_files: true\n")
    told = call(program, "check", sweep).stdout
    need("the months before 2022-01 are the same in all points" in told, f"check says so: {told}")
    used = {}
    for name, words in (("together", []), ("separate", ["--separate"])):
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        done = call(program, "sweep", sweep, "-o", folder / name, "--jobs", "2", *words)
        used[name] = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
        need(done.returncode == 0, f"{name} is done: {done}")
    need(table(folder / "together") == table(folder / "separate"), "the tables are the same")
    files = [sorted((folder / name / "files").glob("*.h5")) for name in used]
    need(len(files[0]) == 12 and [f.name for f in files[0]] == [f.name for f in files[1]], "files")
    need(all(one.read_bytes() == other.read_bytes() for one, other in zip(*files)),
         "full files too")
    need(used["together"] < used["separate"], f"the months are not run again: {used}")
    dated = write_sweep(folder, scenarios, "dated.yaml", end="2022-06")
    amounts = "path: policies.rent.amount, values: [0, 200, 400]"
    starts = "path: policies.rent.from, values: [2021-07, 2022-03]"
    dated.write_text(dated.read_text().replace(amounts, starts))
    told = call(program, "check", dated).stdout
    need("the months before 2021-07 are the same in all points" in told, f"dates are seen: {told}")
    model = write_sweep(folder, scenarios, "model.yaml", end="2022-06")
    model.write_text(model.read_text().replace("path: policies.rent.amount, values: [0, 200, 400]",
                                               "path: model.sigma, values: [4000, 5000]"))
    need("are the same" not in call(program, "check", model).stdout,
         "the model acts from the start")


def check_terminal(program, scenarios, folder):
    """A terminal sees one line that is written again and again; the end of it says all are done."""
    sweep = write_sweep(folder, scenarios, end="2019-06")
    ours, theirs = pty.openpty()
    done = subprocess.run([str(program), "sweep", str(sweep), "-o", str(folder / "seen"),
                           "--jobs", "2"], stdout=subprocess.DEVNULL,
                          stderr=theirs, timeout=300, check=False)
    os.close(theirs)
    told = b""
    while chunk := read_terminal(ours):
        told += chunk
    need(done.returncode == 0 and b"\r" in told and b"of 12 runs done" in told,
         f"progress on a terminal: {told}")
    need(told.count(b"\n") <= 2, f"on one line: {told}")


def read_terminal(end):
    try:
        return os.read(end, 4096)
    except OSError:  # Linux ends a terminal that nobody writes to so
        return b""


def check_analyse(program, scenarios, folder):
    import csv
    sweep = write_sweep(folder, scenarios, end="2023-06")
    early = call(program, "analyse", sweep, "-o", folder / "a")
    need(early.returncode == 2 and "holds no run of this sweep" in early.stderr,
         f"nothing to analyse: {early}")
    reference(program, sweep, folder / "a")
    done = call(program, "analyse", sweep, "-o", folder / "a", "--cost", "in_post", "--effect",
                "at_festival_home_2019_02")
    need(done.returncode == 0 and "rests on assumptions" in done.stdout and
         "points are efficient" in done.stdout, f"the analysis is told: {done}")

    def rows(name):
        with open(folder / "a/analysis" / name, encoding="utf-8-sig", newline="") as stream:
            return list(csv.DictReader(stream))
    curve = [r for r in rows("curves.csv") if r["output"] == "in_post" and r["factor"] == "rent"]
    with open(folder / "a/sweep.csv", encoding="utf-8-sig", newline="") as stream:
        table_rows = list(csv.DictReader(stream))
    for row in curve:
        own = [float(r["in_post"]) for r in table_rows if float(r["rent"]) == float(row["value"])]
        need(abs(float(row["mean"]) - sum(own) / len(own)) < 1e-6 * sum(own),
             f"a curve is a mean: {row}")
    sobol = [r for r in rows("sobol.csv") if r["output"] == "in_post"]
    need(len(sobol) == 2 and float(sobol[0]["first"]) <= float(sobol[0]["total"]) + 1e-9,
         f"shares of the grid: {sobol}")
    need(len(rows("surfaces.csv")) == 12 and len(rows("frontier.csv")) == 6,
         "surfaces and frontier")
    wrong = call(program, "analyse", sweep, "-o", folder / "a", "--cost",
                 "in_posts", "--effect", "in_post")
    need(wrong.returncode == 2 and "did you mean 'in_post'?" in wrong.stderr,
         f"an unknown output: {wrong}")
    wrong = call(program, "analyse", sweep, "-o", folder / "a", "--cost",
                 "money", "--effect", "in_post")
    need(wrong.returncode == 2
         and "--cost names no output 'money'; see outputs: of the sweep file" in wrong.stderr,
         f"an output far from all: {wrong}")
    more = write_sweep(folder, scenarios, "more.yaml", end="2023-06", replicates=3)
    some = call(program, "analyse", more, "-o", folder / "a")
    need(some.returncode == 0 and "6 runs are missing and left out" in some.stderr,
         f"what is missing: {some}")
    (folder / "a/analysis").rename(folder / "a/before")
    (folder / "a/analysis").write_text("a file, no folder")
    wrong = call(program, "analyse", sweep, "-o", folder / "a")
    need(wrong.returncode == 1 and "cannot make the folder of the analysis" in wrong.stderr,
         f"no folder: {wrong}")


def check_solve(program, scenarios, folder):
    """The answer is the least value whose own runs reach the target; asking again runs nothing."""
    words = ["solve", scenarios / "rent_and_bonus.yaml", "--vary", "policies.rent.amount",
             "--between",
             "0:2000", "--set", "run.persons_per_agent=500", "--set", "run.burn_in=2", "--set",
             "run.start=2021-06", "--set", "run.end=2022-12", "--measure", "paid@2022-12",
             "--replicates", "3", "--tolerance", "50", "-o", folder / "s"]
    low, high = (call(program, *words, "--at-least", target) for target in ("0", "999999999999"))
    need(low.returncode == 0 and "least policies.rent.amount = 0 " in low.stdout,
         f"no need to pay: {low}")
    need(high.returncode == 1 and "no value up to 2000 reaches" in high.stdout,
         f"out of reach: {high}")
    means = [float(line.split("mean ")[1].split(",")[0]) for line in (low.stdout, high.stdout)
             for line in line.splitlines() if "mean " in line]
    target = str(round(max(means) / 2))
    done = call(program, *words, "--at-least", target, "--cost", "in_post@2022-12", "--budget", "1")
    need(done.returncode == 1 and "no value does both" in done.stdout,
         f"a budget that is too small: {done}")
    before = kept(folder / "s")
    again = call(program, *words, "--at-least", target)
    tried = [(float(line.split(" = ")[1].split()[0]),
              float(line.split("reached in ")[1].split(" %")[0]))
             for line in again.stdout.splitlines() if "reached in" in line]
    answer = float(again.stdout.split("least policies.rent.amount = ")[1].split()[0])
    need(again.returncode == 0 and dict(tried)[answer] >= 90,
         f"the answer reaches the target: {again}")
    need(any(answer - 50 <= value < answer and share < 90 for value, share in tried),
         f"just below it does not: {again}")
    need(kept(folder / "s") == before, "asking again runs nothing")
    for more, part in ((["--between", "5"], "not LOW:HIGH; write 0:1000"),
                       (["--budget", "5"], "--budget needs --cost; name the measure that "
                        "is the cost"),
                       (["--probability", "2"], "the question has no answer (LOW below HIGH, "
                        "tolerance above 0"),
                       (["--at-least", "x"], "not a number; write plain digits")):
        base_words = [w for i, w in enumerate(words) if not (more[0] == "--between" and (
            w == "--between" or words[i - 1] == "--between"))]
        target_words = [] if more[0] == "--at-least" else ["--at-least", "1"]
        wrong = call(program, *base_words, *target_words, *more)
        need(wrong.returncode == 2 and part in wrong.stderr, f"{more} is refused: {wrong}")
    wrong = call(program, "solve", scenarios / "rent_and_bonus.yaml")
    need(wrong.returncode == 2 and "--vary is missing" in wrong.stderr,
         f"what is missing is told: {wrong}")


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    scenarios = pathlib.Path(sys.argv[2]).resolve()
    checks = [check_words, check_ways, check_table, check_kill, check_extend, check_failures,
              check_at_work, check_disk, check_files, check_common_months,
              check_terminal, check_analyse, check_solve]
    wanted = sys.argv[3:]
    for check in checks:
        if wanted and check.__name__ not in wanted:
            continue
        with tempfile.TemporaryDirectory() as folder:
            check(program, scenarios, pathlib.Path(folder))
            print(check.__name__, "good")


if __name__ == "__main__":
    main()
