#!/usr/bin/env python3
"""Resuming, forking and refusing: resume_and_fork.py CHUANZHE SCENARIOS_FOLDER [kill SECONDS]"""
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time

from bench import need

SMALL = ["--set", "run.persons_per_agent=400", "--set", "run.start=2019-01", "--set",
         "run.burn_in=2", "--set", "output.trajectory_share=0.05"]
RENT = """extends: {base}
name: rent
question: What does a later rent subsidy change?
data: {{folder: {data}}}
policies:
  - id: rent
    lever: rent_subsidy
    from: {month}
    amount: {amount}
    payer: zj_prov
"""


class Bench:
    """The command in a folder of its own."""

    def __init__(self, program, scenarios, folder):
        self.program, self.folder = program, folder
        self.base = scenarios / "baseline.yaml"

    def words(self, scenario, result, *more, end="2020-06"):
        return [self.program, "run", scenario, "-o", self.folder / result, *SMALL,
                "--set", f"run.end={end}", *more]

    def run(self, scenario, result, *more, end="2020-06"):
        return subprocess.run(self.words(scenario, result, *more, end=end), capture_output=True,
                              text=True, timeout=300, check=False)

    def good(self, scenario, result, *more, end="2020-06"):
        done = self.run(scenario, result, *more, end=end)
        need(done.returncode == 0, f"{result} is run: {done.stderr}")
        return table(done.stdout)

    def refused(self, text, scenario, result, *more, end="2020-06"):
        done = self.run(scenario, result, *more, end=end)
        need(done.returncode == 2 and text in done.stderr,
             f"{result} {more} is refused with {text!r}: {done.returncode} {done.stderr}")
        need(not (self.folder / result).exists(), "a refused run writes nothing")

    def rent(self, month, amount=500):
        path = self.folder / f"rent_{month}_{amount}.yaml"
        path.write_text(RENT.format(base=self.base, data=self.base.parent / "data", month=month,
                                    amount=amount), encoding="utf-8")
        return path

    def bytes(self, result):
        return (self.folder / result).read_bytes()


def table(stdout):
    return [line for line in stdout.splitlines()
            if not line.startswith(("written", "complete already"))]


def check_forks(bench):
    every = ["--set", "run.checkpoint=6", "--replicates", "2"]
    plain = bench.good(bench.base, "plain.h5", "--replicates", "2")
    need(bench.good(bench.base, "base.h5", *every) == plain, "checkpoints change no headline")
    need(bench.bytes("base.h5") == bench.bytes("plain.h5"), "checkpoints change no byte")
    states = sorted(path.name for path in (bench.folder / "base.checkpoints").iterdir())
    need(states == [f"r000{r}-{m}.state" for r in (0, 1)
                    for m in ("2019-01", "2019-07", "2020-01")],
         f"a checkpoint every six months, and no journal: {states}")
    point = f"{bench.folder / 'base.h5'}@2020-03"
    rent = bench.rent("2020-03")
    straight = bench.good(rent, "straight.h5", "--replicates", "2")
    need(bench.good(rent, "fork.h5", "--replicates", "2", "--fork", point) == straight,
         "headlines of a fork are those of the straight run")
    need(bench.bytes("fork.h5") == bench.bytes("straight.h5"), "a fork is the straight run")
    need(bench.good(rent, "one.h5", "--fork", point), "a fork may have fewer replicates")
    bench.good(bench.base, "same.h5", "--replicates", "2", "--fork", point)
    need(bench.bytes("same.h5") == bench.bytes("base.h5"), "a fork of the same scenario is it")
    bench.good(rent, "short.h5", "--fork", point, end="2020-04")
    bench.good(rent, "short_straight.h5", "--set", "run.spare_months=2", end="2020-04")
    need(bench.bytes("short.h5") == bench.bytes("short_straight.h5"), "a fork may end earlier")
    check_refusals(bench, rent, point)


def check_refusals(bench, rent, point):
    base = bench.folder / "base.h5"
    fork = ["--fork", point]
    bench.refused("model.sigma differs from", rent, "no.h5", *fork, "--set", "model.sigma=5000")
    bench.refused("before the fork in 2020-03 (it acts from the first month on); set it as "
                  "there, or run without --fork",
                  rent, "no.h5", *fork, "--set", "model.sigma=5000")
    bench.refused("run.seed differs from", rent, "no.h5", *fork, "--seed", "3")
    bench.refused("the base has fewer replicates", rent, "no.h5", *fork, "--replicates", "3")
    bench.refused("lives are planned until run.end + run.spare_months",
                  rent, "no.h5", *fork, end="2020-09")
    bench.refused("policies.rent.from differs from", bench.rent("2020-02"), "no.h5", *fork)
    bench.refused("name one of these months", rent, "no.h5", "--fork", f"{base}@2021-01")
    bench.refused("write --fork base.h5@2022-01", rent, "no.h5", "--fork", str(base))
    bench.refused("is not a file (a result of a run is needed)", rent,
                  "no.h5", "--fork", "missing.h5@2020-03")
    bench.refused("holds no checkpoint of replicate 0", rent, "no.h5", "--fork",
                  f"{bench.folder / 'plain.h5'}@2020-03")
    states = bench.folder / "base.checkpoints"
    for state in states.glob("r0000-*"):
        state.write_bytes(state.read_bytes()[:-100])
    bench.refused("is cut short", rent, "no.h5", *fork)
    for state in states.glob("r0000-*"):
        state.write_bytes((states / state.name.replace("r0000", "r0001")).read_bytes()[:8] +
                          b"x" * 99)
    bench.refused("has checkpoint format", rent, "no.h5", *fork)


def check_interrupt(bench):
    more = ["--set", "run.checkpoint=6"]
    straight = bench.good(bench.base, "straight_long.h5", end="2025-12")
    child = subprocess.Popen(bench.words(bench.base, "long.h5", *more, end="2025-12"),
                             stderr=subprocess.PIPE, stdout=subprocess.PIPE)
    deadline = time.monotonic() + 60
    while not any(bench.folder.rglob("long.checkpoints/*2019-07.state")):
        need(time.monotonic() < deadline, "the first checkpoint comes")
        time.sleep(0.01)
    child.send_signal(signal.SIGINT)
    out, err = child.communicate(timeout=60)
    need(child.returncode == 130
         and b"interrupted; the same command with --resume goes on from here" in err and out == b"",
         f"an interrupted run says how to go on: {child.returncode} {err}")
    bench.refused("(nothing is overwritten by accident) go on with --resume",
                  bench.base, "long.h5", *more, end="2025-12")
    bench.refused("is the journal of another run", bench.base, "long.h5", *more, "--resume",
                  "--seed", "5", end="2025-12")
    need(bench.good(bench.base, "long.h5", *more, "--resume", end="2025-12") == straight,
         "headlines of a resumed run are those of the straight run")
    need(bench.bytes("long.h5") == bench.bytes("straight_long.h5"), "a resumed run is the same")
    need(bench.good(bench.base, "long.h5", *more, "--resume", end="2025-12") == straight,
         "resuming a complete run tells it again")
    need(not (bench.folder / "long.checkpoints/months.journal").exists(), "the journal is gone")


def check_kills(bench, seconds):
    words = bench.words(bench.rent("2019-08"), "killed.h5", "--replicates", "2", "--set",
                        "run.checkpoint=3", "--resume", end="2021-12")
    started = time.monotonic()
    bench.good(bench.rent("2019-08"), "whole.h5", "--replicates", "2", end="2021-12")
    whole = time.monotonic() - started
    kills, rounds, stop = 0, 0, time.monotonic() + seconds
    moments = random.Random(20220624)
    while time.monotonic() < stop or rounds == 0:
        while True:
            child = subprocess.Popen(words, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL)
            try:
                _, err = child.communicate(timeout=moments.uniform(0, 0.8 * whole))
            except subprocess.TimeoutExpired:
                child.kill()
                child.communicate()
                kills += 1
                continue
            need(child.returncode == 0, f"a killed run goes on: {err}")
            break
        need(bench.bytes("killed.h5") == bench.bytes("whole.h5"), "the resumed file is the same")
        (bench.folder / "killed.h5").unlink()
        for state in (bench.folder / "killed.checkpoints").iterdir():
            state.unlink()
        rounds += 1
    print(f"{rounds} runs made whole after {kills} kills")


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    scenarios = pathlib.Path(sys.argv[2]).resolve()
    checks = [check_forks, check_interrupt]
    if len(sys.argv) > 4:
        checks = [lambda bench: check_kills(bench, float(sys.argv[4]))]
    for check in checks:
        with tempfile.TemporaryDirectory() as folder:
            check(Bench(program, scenarios, pathlib.Path(folder)))


if __name__ == "__main__":
    main()
