#!/usr/bin/env python3
"""Exit statuses, streams and messages of the command: command_line.py CHUANZHE SCENARIOS_FOLDER"""
import contextlib
import os
import pathlib
import pty
import re
import resource
import signal
import subprocess
import sys
import tempfile
import time

from bench import need

SMALL = ["--set", "run.persons_per_agent=100", "--set", "run.start=2019-01", "--set",
         "run.end=2019-03", "--set", "run.burn_in=2"]
# (words, exit status, stream that must hold the text, the text); {base} is the baseline's path.
CASES = [
    (["--version"], 0, "stdout", "chuanzhe 0."),
    (["--help"], 0, "stdout", "usage: chuanzhe COMMAND"),
    ([], 2, "stdout", "usage: chuanzhe COMMAND"),
    (["rnu"], 2, "stderr", "unknown command 'rnu'; did you mean 'run'?"),
    (["run", "--help"], 0, "stdout", "--replicates N"),
    (["run"], 2, "stderr", "no scenario file is given"),
    (["run", "{base}", "--overwirte"], 2, "stderr", "did you mean '--overwrite'?"),
    (["run", "{base}", "--over"], 2, "stderr", "did you mean '--overwrite'?"),
    (["run", "{base}", "--threads", "many"], 2, "stderr", "not a number"),
    (["run", "{base}", "--no-output", "-o", "x.h5"], 2, "stderr",
     "--no-output and --output exclude each other; leave one out"),
    (["run", "{base}", "--no-output", "--resume"], 2, "stderr",
     "--no-output and --resume exclude each other (nothing is kept without a result)"),
    (["run", "{base}", "--set", "model.sigmaa=3"], 2, "stderr", "did you mean 'sigma'?"),
    (["run", "nothing.yaml"], 2, "stderr", "there is no such file"),
    (["check", "{base}"], 0, "stdout", "good (0 policies"),
    (["check", "{base}", "--resolved"], 0, "stdout", "name: "),
    (["check", "{base}", "--explain", "model.n0"], 0, "stdout", "0.002"),
    (["check", "{base}", "--explain", "nothing.like.it"], 2, "stderr",
     "there is no value 'nothing.like.it'; see check --resolved for all of them"),
    (["check", "{base}", "{base}"], 2, "stderr", "more than one scenario file"),
    (["info", "{base}"], 2, "stderr", "cannot be read as a result"),
    (["verify", "{base}"], 2, "stderr", "cannot be read as a result"),
    (["calibrate", "{base}"], 2, "stderr", "unknown key in a targets file 'run'"),
    (["calibrate", "{targets}", "--seeds", "0"], 2, "stderr", "--seeds and --persons-per-agent"),
    (["targets", "{base}", "-t", "{targets}"], 2, "stderr", "cannot be read as a result"),
    (["levers"], 0, "stdout", "rent_subsidy"),
    (["levers", "--markdown"], 0, "stdout", "## rent_subsidy"),
    (["levers", "rent"], 2, "stderr", "'rent' is not used by this command"),
    (["schema"], 0, "stdout", "$schema"),
]


def call(program, *words, **more):
    return subprocess.run([program, *words], capture_output=True, text=True, timeout=120, **more)


def check_cases(program, base, folder):
    for words, status, stream, text in CASES:
        done = call(program, *[word.format(base=base, targets=base.parent / "targets_2021.yaml")
                               for word in words], cwd=folder)
        need(done.returncode == status, f"{words} ends with {status}, not {done.returncode}")
        need(text in getattr(done, stream), f"{words} says {text!r} on {stream}: {done}")
        need(status == 0 or words == [] or done.stdout == "", f"{words} keeps stdout clean")
    need(list(folder.iterdir()) == [], "none of these leaves a file")


def check_run(program, base, folder):
    first = call(program, "run", base, *SMALL, "--replicates", "2", cwd=folder)
    result = folder / "output/runs/baseline.h5"
    need(first.returncode == 0 and result.is_file(), f"the default output is written: {first}")
    need("workers in Zhejiang" in first.stdout and "means of 2 replicates" in first.stdout,
         "the closing table goes to stdout")
    check_totals(first)
    need("%  replicate" not in first.stderr and "\x1b" not in first.stdout + first.stderr,
         "without a terminal there is neither progress nor colour")
    before = result.read_bytes()
    again = call(program, "run", base, *SMALL, cwd=folder)
    need(again.returncode == 2 and "--overwrite" in again.stderr, f"no overwriting: {again}")
    need(result.read_bytes() == before, "a refused run leaves the older result as it was")
    need(call(program, "run", base, *SMALL, "--overwrite", cwd=folder).returncode == 0,
         "--overwrite replaces")
    need(result.read_bytes() != before, "the result was replaced")
    about = call(program, "info", result)
    need("scenario    baseline" in about.stdout, f"info tells the scenario: {about}")


def check_totals(done):
    """The population as made beside that of the tables, the burn-in's drift, and the speed."""
    told = re.findall(r"population: (.+) (\d+) persons, in the tables (\d+)", done.stderr)
    need([name for name, _, _ in told] == ["labour force", "in Zhejiang", "formerly poor"],
         f"three totals: {done.stderr}")
    made = {name: (int(agents), int(table)) for name, agents, table in told}
    need(made["in Zhejiang"][1] == 1774000
         and made["labour force"][1] > 20 * made["in Zhejiang"][1] > 0, f"tables: {made}")
    need(all(agents % 100 == 0 and abs(agents - table) <= 100 * 183
             for agents, table in made.values()),
         f"whole agents, less than one a county away: {made}")
    capped = re.search(r"(\d+) of (\d+) worker-months looked at had more events", done.stderr)
    need(not capped or int(capped[1]) < 1e-4 * int(capped[2]),
         f"hardly any event is left out: {done.stderr}")
    need(re.search(r"\d s to make \d+ agents, [\d.]+ s to run them: "
                   r"\d+ million agent-months a second", done.stderr),
         f"the speed is told: {done.stderr}")


def check_notes(program, base, folder):
    """What a policy spent, and what a run warns of."""
    paid = call(program, "run", base.parent / "rent_subsidy.yaml", *SMALL, "--no-output", "--set",
                "policies.rent.from=2019-01", "--set", "run.checkpoint=3", cwd=folder)
    line = next((line for line in paid.stdout.splitlines() if line.startswith("spent on rent")), "")
    need(re.fullmatch(r"spent on rent\s+[1-9]\d+ CNY\s*", line), f"what is spent is told: {paid}")
    need("no checkpoints are kept, as there is no result (--no-output)" in paid.stderr,
         f"nor checkpoints: {paid}")
    moved = call(program, "run", base, *SMALL, "--no-output", "--set",
                 "model.psi_zhejiang=20000", cwd=folder)
    need(moved.returncode == 0 and "the burn-in moved the stock in Zhejiang by" in moved.stderr and
         "%: the constants do not hold the initial stock (T1)" in moved.stderr,
         f"a drift is told: {moved}")


def check_no_output(program, base, folder):
    done = call(program, "run", base, *SMALL, "--no-output", "--csv", folder / "tables", cwd=folder)
    need(done.returncode == 0 and any((folder / "tables").glob("*.csv")), f"CSV is written: {done}")
    need(not any(folder.rglob("*.h5")), "--no-output writes no result file")


def check_progress(program, base, folder):
    reader, writer = pty.openpty()
    done = subprocess.run([program, "run", base, *SMALL, "--no-output"], stderr=writer,
                          stdout=subprocess.DEVNULL, cwd=folder, timeout=120, check=False)
    os.close(writer)
    told = os.read(reader, 65536).decode()
    need(done.returncode == 0 and "100 %" in told and " s left" in told,
         f"a terminal is told progress and time left: {told!r}")


TARGETS = """name: small
scenario: {scenario}
targets:
  - {{id: T1, measure: "{measure}", what: stock, value: 1774000, tolerance: 0.2, weight: high,
     source: test, grade: assumption}}
constants:
  - {{path: model.psi_zhejiang, target: T1, range: [-4000, 0], step: 200}}
"""


def check_calibrate(program, base, folder):
    def calibrate(scenario, measure):
        (folder / "t.yaml").write_text(TARGETS.format(scenario=scenario, measure=measure))
        return call(program, "calibrate", "t.yaml", "--seeds", "1", "--rounds", "1",
                    "--persons-per-agent", "400", "--set", "run.burn_in=2", cwd=folder)

    wrong = calibrate(base, "workers_in_zejiang@2019-02")
    need(wrong.returncode == 2 and "t.yaml:4:23: target T1" in wrong.stderr
         and "did you mean 'workers_in_zhejiang'?" in wrong.stderr, f"no such measure: {wrong}")
    policy = calibrate(base.parent / "rent_subsidy.yaml", "workers_in_zhejiang@2019-02")
    need(policy.returncode == 2 and "the scenario has policies (constants are fitted to the "
         "world without them" in policy.stderr,
         f"a policy run refuses to be fitted: {policy}")
    done = calibrate(base, "workers_in_zhejiang@2019-02")
    layer = folder / "calibrated/small.yaml"
    need(done.returncode == 0 and "source: \"fitted to T1" in layer.read_text(), f"a fit: {done}")
    again = calibrate(base, "workers_in_zhejiang@2019-02")
    need(again.returncode == 2 and "add --overwrite" in again.stderr, f"no overwriting: {again}")
    (folder / "s.yaml").write_text(f"extends: [{base}, {layer}]\nname: fitted\n"
                                   f"data: {{folder: {base.parent / 'data'}}}\n")
    told = call(program, "check", "s.yaml", "--explain", "model.psi_zhejiang", cwd=folder)
    need("fitted to T1" in told.stdout, f"the layer is read with its evidence: {told}")


def check_interrupt(program, base, folder):
    words = [program, "run", base, "--set", "run.persons_per_agent=100", "--replicates", "1000"]
    child = subprocess.Popen(words, cwd=folder, stderr=subprocess.PIPE, stdout=subprocess.PIPE)
    deadline = time.monotonic() + 60
    while not any(folder.rglob("*.part")) and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(0.5)
    child.send_signal(signal.SIGINT)
    out, err = child.communicate(timeout=60)
    need(child.returncode == 130, f"an interrupted run ends with 130, not {child.returncode}: "
         f"{err}")
    need(b"interrupted; nothing was written" in err and out == b"",
         "an interrupted run says so, on stderr only")
    need(not any(path.is_file() for path in folder.rglob("*")), "no partial file is left")


@contextlib.contextmanager
def mounted(folder, options):
    """A small disk in `folder`; yields False where none can be mounted."""
    mount = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    done = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    try:
        yield done
    finally:
        if done:
            subprocess.run(["umount", str(folder)], check=True)


def cramped():
    """No file may grow beyond 64 KiB."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (65536, 65536))


def as_nobody():
    """Root may write into every folder."""
    if os.geteuid() == 0:
        os.setuid(65534)


def check_disks(program, base, folder):
    """Disks that are full or sealed: by a limit and by rights, real ones where they can be mounted.
    """
    def check(words, **more):
        done = call(program, "run", base, *SMALL, "-o", disk / "a.h5", **more)
        need(done.returncode == 1, f"a disk ends with 1, saying {words!r}: {done}")
        need("a.h5" in done.stderr or str(disk) in done.stderr, f"names the file: {done}")
        need(words in done.stderr, f"says {words!r}: {done}")
        need(list(disk.iterdir()) == [], "nothing is left on the disk")

    disk = folder / "disk"
    disk.mkdir()
    folder.chmod(0o755)
    check("File too large", preexec_fn=cramped)
    disk.chmod(0o555)
    check("cannot write here", preexec_fn=as_nobody)
    disk.chmod(0o755)
    for options, words in (("size=64k", "No space left"), ("ro", "Read-only file system")):
        with mounted(disk, options) as is_mounted:
            if is_mounted:
                check(words)


def check_full_device(program):
    with open("/dev/full", "w", encoding="utf-8") as full:
        done = subprocess.run([program, "schema"], stdout=full, stderr=subprocess.PIPE, text=True,
                              check=False)
    need(done.returncode == 1 and "standard output could not be written" in done.stderr,
         f"a lost result fails: {done}")


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    base = pathlib.Path(sys.argv[2]).resolve() / "baseline.yaml"
    for check in (check_cases, check_run, check_notes, check_no_output,
                  check_progress, check_interrupt,
                  check_disks, check_calibrate):
        with tempfile.TemporaryDirectory() as folder:
            check(program, base, pathlib.Path(folder))
    check_full_device(program)


if __name__ == "__main__":
    main()
