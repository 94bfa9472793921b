"""What the tests of sweeps have in common: a small sweep and its bytes."""
import pathlib
import subprocess

from bench import need

TEMPLATE = """name: small
question: Does a sweep of a few short runs come out the same however it is run?
base: {base}
set: {{run.persons_per_agent: 1000, run.burn_in: 2, run.end: {end}}}
factors:
  - {{name: rent, path: policies.rent.amount, values: {rents}}}
  - {{name: bonus, path: policies.stay.gov, values: [0, 500]}}
design: {{kind: grid}}
replicates: {replicates}
outputs: [in_post, "at_festival_home@2019-02"]
"""


def call(program, *words, **more):
    return subprocess.run([str(word) for word in (program, *words)], capture_output=True, text=True,
                          timeout=600, check=False, **more)


def write_sweep(folder, scenarios, name="sweep.yaml", rents="[0, 200, 400]", replicates=2,
                end="2019-03", more=""):
    path = pathlib.Path(folder) / name
    path.write_text(TEMPLATE.format(base=pathlib.Path(scenarios).resolve() / "rent_and_bonus.yaml",
                                    rents=rents, replicates=replicates, end=end) + more)
    return path


def table(folder):
    return [(pathlib.Path(folder) / name).read_bytes() for name in ("sweep.h5", "sweep.csv")]


def kept(folder):
    """How many runs the logs hold."""
    return sum(len(log.read_bytes().split(b"\n")) - 2
               for log in (pathlib.Path(folder) / "runs").glob("*.log"))


def reference(program, sweep, folder):
    done = call(program, "sweep", sweep, "-o", folder, "--jobs", "1")
    need(done.returncode == 0 and "written:" in done.stdout,
         f"a sweep in one process is done: {done}")
    return table(folder)
